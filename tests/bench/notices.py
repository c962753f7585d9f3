"""Word papers in a batch."""

from tests.bench.measure import Row, python, side_by_side


def row() -> Row:
    ours, usual = side_by_side(
        python("xlplan", "notices", "xlplan"),
        python("docxtpl, a template a paper", "notices", "docxtpl"),
        runs=3,
    )
    return Row(
        "1,000 notices of one page, to memory",
        "at least 8 times the rate of docxtpl",
        usual.best >= 8 * ours.best,
        (ours, usual),
        (f"Each made {ours.said}.",) if ours.said == usual.said else (f"{ours.said} and {usual.said}",),
    )
