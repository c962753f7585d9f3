"""make recall: print how many planted mistakes each rule finds, or write the table into a Markdown file."""

import argparse
import re
from pathlib import Path

from tests.seeded.recall import PLACES, recall, table

HEADS = ("Rule", "Mistake", "Forms", "Planted", "Found", "Missed", "Right besides", "False alarms")
MARKS = ("<!-- recall -->", "<!-- /recall -->")


def main() -> None:
    """Run the harness; ends 1 if anything was missed or said for nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description=__doc__)
    parser.add_argument("--places", type=int, default=PLACES, help="mistakes per form (default %(default)s)")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help=f"put the table between {' and '.join(MARKS)}"
    )
    asked = parser.parse_args()
    between = re.compile(rf"(?<={MARKS[0]}\n).*?(?={MARKS[1]})", re.DOTALL)
    if asked.write and not between.search(asked.write.read_text(encoding="utf-8")):
        parser.error(f"{asked.write} has no {' … '.join(MARKS)}")
    outcomes = recall(asked.places)
    for one in outcomes:
        if not one.found:
            print(f"missed       {one.form.name} at {one.at}")
        for alarm in one.false_alarms:
            print(f"false alarm  {one.form.name} at {one.at}: {alarm}")
    text = markdown(table(outcomes))
    print(text)
    if asked.write:
        page = asked.write.read_text(encoding="utf-8")
        asked.write.write_text(between.sub(lambda _: f"\n{text}\n\n", page), encoding="utf-8")
    raise SystemExit(any(not one.found or one.false_alarms for one in outcomes))


def markdown(rows: list[tuple[str, ...]]) -> str:
    """A Markdown table, figures to the right."""
    lines = [HEADS, ("---", "---", *["---:"] * 6), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
