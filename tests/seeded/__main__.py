"""make recall: print how many planted mistakes each rule finds, or write the table into a Markdown file."""

import argparse

from tests.markdown import Place, table
from tests.seeded import recall

HEADS = ("Rule", "Mistake", "Forms", "Planted", "Found", "Missed", "Right besides", "False alarms")


def main() -> None:
    """Run the harness; ends 1 if anything was missed or said for nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description=__doc__)
    parser.add_argument(
        "--places", type=int, default=recall.PLACES, help="mistakes per form (default %(default)s)"
    )
    place = Place(parser, "recall")
    asked = parser.parse_args()
    place.check(asked.write)
    outcomes = recall.recall(asked.places)
    for one in outcomes:
        if not one.found:
            print(f"missed       {one.form.name} at {one.at}")
        for alarm in one.false_alarms:
            print(f"false alarm  {one.form.name} at {one.at}: {alarm}")
    place.fill(asked.write, table(HEADS, recall.table(outcomes), texts=2))
    raise SystemExit(any(not one.found or one.false_alarms for one in outcomes))


if __name__ == "__main__":
    main()
