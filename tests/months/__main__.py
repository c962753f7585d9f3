"""make recall: print how much of the true matches of drawn months each matcher finds, or write the table into a file."""

import argparse

from tests.markdown import Place, table
from tests.months.matchers import MATCHERS
from tests.months.measure import HEADS, SEEDS, every, line


def main() -> None:
    """Measure all matchers on all kinds of months."""
    parser = argparse.ArgumentParser(prog="python -m tests.months", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=SEEDS, help="small months of a kind (default %(default)s)"
    )
    place = Place(parser, "matching")
    asked = parser.parse_args()
    place.check(asked.write)
    place.fill(asked.write, table(HEADS, map(line, every(MATCHERS, asked.seeds)), texts=2))


if __name__ == "__main__":
    main()
