"""Word papers in a batch, written to a folder."""

from tests.bench.measure import Row, python, side_by_side

_MORE = 1.1
"""What ten times as many papers may take in memory."""


def row() -> Row:
    ours, few, usual = side_by_side(
        python("xlplan, 500", "letters", "xlplan", "500"),
        python("xlplan, 50", "letters", "xlplan", "50"),
        python("docxtpl, a template a paper, 500", "letters", "docxtpl", "500"),
        runs=3,
    )
    return Row(
        "500 responsibility letters, to a folder on disk",
        "memory that does not grow with their number; faster than docxtpl",
        ours.peak <= _MORE * few.peak and ours.best < usual.best,
        (ours, few, usual),
        (
            f"xlplan made {ours.said} in a new folder that takes the place of the old one in one step; docxtpl made {usual.said}.",
        ),
    )
