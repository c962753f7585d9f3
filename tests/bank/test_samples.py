"""Statement files of real banks, as other people published them: read as the facts about them say, or refused."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import samples
from xlplan.bank.figures import days
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, DAY, NEUTRAL, REFUNDED, Statement

READ = "abc alipay boc bocom cmb foreign_bmo hsbchk htsec icbc meituan spdb wechat"
FACTS = samples.FOLDER / "facts.json"
EVERY: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8")) if FACTS.exists() else {}


def facts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = EVERY[str(path.relative_to(samples.FOLDER))]
    return found


def these(kinds: str, key: str = "sha256") -> list[object]:
    """The files of these kinds about which the facts know something."""
    paths = [path for kind in kinds.split() for path in samples.found(f"bank/{kind}/*")]
    return samples.parameters((path for path in paths if key in facts(path)), kinds)


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


def count(found: Statement, kind: str) -> int:
    return sum(problem.kind == kind for problem in found.problems)


@pytest.mark.parametrize("path", these(READ))
def test_a_file_is_read_as_its_facts_say(path: Path) -> None:
    found, known = read_statement(path), facts(path)
    amounts, neutral = found.rows[AMOUNT], found.rows[NEUTRAL]
    assert len(amounts) == known["data_rows"]
    assert found.header_row == known["header_row_1based"]
    assert found.encoding == known.get("encoding", "")
    assert amounts.clip(lower=0).sum() == fen(known["income_sum"])
    assert -amounts.clip(upper=0).sum() == fen(known["expense_sum"])
    assert ((amounts > 0).sum(), (amounts < 0).sum()) == (known["income_rows"], known["expense_rows"])
    assert (neutral != 0).sum() == known.get("neutral_rows", 0)
    assert neutral.sum() == fen(known.get("neutral_sum", "0"))
    assert (found.rows[REFUNDED] == 0).all()
    assert count(found, "duplicate") == known["exact_duplicate_rows"]
    first = days([known["first_row_date"].partition(".")[0], "31/12/2026"])[0][0]
    assert found.rows[DAY][found.rows.index.min()] == first


@pytest.mark.parametrize("path", these(READ, "balance_breaks"))
def test_the_balances_of_a_file_hold_or_break_where_its_facts_say_so(path: Path) -> None:
    found, known = read_statement(path), facts(path)
    balances = [
        None if known[end] is None else fen(known[end]) for end in ("opening_balance", "closing_balance")
    ]
    assert [found.opening, found.closing] == balances
    assert count(found, "balance_break") == known["balance_breaks"]
    assert count(found, "unreadable_balance") == bool(known.get("balances_unreadable"))
    assert bool(found.problems) != known["balance_chain_ok"]


@pytest.mark.parametrize("path", these(READ, "declared_in_preamble"))
def test_the_totals_that_a_file_declares_are_kept_and_told_where_its_rows_differ(path: Path) -> None:
    found, known = read_statement(path), facts(path)
    said = known["declared_in_preamble"]
    expected = {"count": int(said["count"])}
    for ours, theirs in (("in", "income"), ("out", "expense"), ("neutral", "neutral")):
        number, amount = said[theirs]
        expected |= {f"count_{ours}": int(number), f"sum_{ours}": fen(amount)}
    assert found.declared == expected
    told = "".join(problem.detail for problem in found.problems if problem.kind == "declared_total")
    for name, key in (("总笔数", "count"), ("收入", "income"), ("支出", "expense")):
        assert (f"文件写的{name}" in told) != known["declared_matches_rows"][key]


@pytest.mark.parametrize("path", these("icbc"))
def test_a_line_of_totals_below_the_rows_that_differs_from_them_is_told(path: Path) -> None:
    said = [fen(text.replace(",", "")) for text in facts(path)["blank_or_footer_rows"][0][1:]]
    found = read_statement(path)
    assert [found.declared["sum_in"], found.declared["sum_out"]] == said
    assert count(found, "declared_total") == 2


@pytest.mark.parametrize("path", these("hsbchk"))
def test_a_file_of_two_currencies_has_a_part_for_each(path: Path) -> None:
    found = read_statement(path)
    assert {part.currency: len(part.rows) for part in found.parts} == {"CNY": 10, "HKD": 1}


@pytest.mark.parametrize("path", these("camt foreign_td mt940"))
def test_a_file_of_another_kind_is_refused_in_one_sentence(path: Path) -> None:
    with pytest.raises(CannotRun, match=rf"^{path.name} .*。$"):
        read_statement(path)
