"""Every layout that banks are known to use is read whole: which way, how much, with whom, and proved by its balances."""

from pathlib import Path

import pytest

from tests.bank.banks import LAYOUTS, OPENING, OUR_NAME, PAYMENTS
from tests.bank.layouts import Lines, text
from xlplan.bank.reading import read_statement
from xlplan.tables.statement import AMOUNT, DAY, PARTY, Statement


def read(folder: Path, lines: Lines, name: str = "流水.csv") -> Statement:
    return read_statement(text(folder / name, lines))


def told(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_three_payments_are_read_in_every_layout(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    found = read_statement(layout.write(tmp_path))
    assert found.rows[AMOUNT].tolist() == [one.fen for one in PAYMENTS]
    assert found.rows[DAY].dt.strftime("%Y%m%d").tolist() == [one.day for one in PAYMENTS]
    assert found.rows[PARTY].tolist() == [one.party for one in PAYMENTS]
    assert OUR_NAME not in set(found.rows[PARTY])
    ends = (OPENING, PAYMENTS[-1].balance) if layout.balance else (None, None)
    assert (found.opening, found.closing) == ends
    assert (found.account, found.header_row) == (layout.account, layout.header_row + 1)
    assert (found.problems, found.parts) == ((), ())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_does_not_depend_on_the_order_of_its_columns(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    lines = layout.lines()
    body = slice(layout.header_row, layout.header_row + 1 + len(PAYMENTS))
    lines[body] = [line[::-1] for line in lines[body]]
    assert read(tmp_path, lines).rows[AMOUNT].tolist() == [one.fen for one in PAYMENTS]
