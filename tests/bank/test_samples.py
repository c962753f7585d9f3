"""Statement files of real banks, as other people published them: read as the facts about them say, or refused."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import samples
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT

PLAIN = "abc boc bocom cmb icbc spdb"
KNOWN = [found for bank in PLAIN.split() for found in samples.files(f"bank/{bank}/*")]
OTHERS = [
    found
    for kind in ("camt", "foreign_bmo", "foreign_td", "hsbchk", "htsec", "meituan", "mt940")
    for found in samples.files(f"bank/{kind}/*")
]


def facts(path: Path) -> dict[str, Any]:
    every = json.loads((samples.FOLDER / "facts.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = every[str(path.relative_to(samples.FOLDER))]
    return found


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


@pytest.mark.parametrize("path", KNOWN)
def test_a_file_of_a_chinese_bank_is_read_as_its_facts_say(path: Path) -> None:
    found, known = read_statement(path), facts(path)
    amounts = found.rows[AMOUNT]
    assert len(amounts) == known["data_rows"]
    assert found.header_row == known["header_row_1based"]
    assert found.encoding == known.get("encoding", "")
    assert amounts.clip(lower=0).sum() == fen(known["income_sum"])
    assert -amounts.clip(upper=0).sum() == fen(known["expense_sum"])


@pytest.mark.parametrize("path", KNOWN)
def test_the_balances_of_a_file_hold_where_its_facts_say_so(path: Path) -> None:
    found, known = read_statement(path), facts(path)
    if known["balance_chain_ok"]:
        assert (found.opening, found.closing) == (
            fen(known["opening_balance"]),
            fen(known["closing_balance"]),
        )
        assert found.problems == ()
    else:
        assert found.problems


@pytest.mark.parametrize("path", OTHERS)
def test_a_file_of_another_kind_is_refused_in_one_sentence(path: Path) -> None:
    with pytest.raises(CannotRun, match=rf"^{path.name} .*。$"):
        read_statement(path)
