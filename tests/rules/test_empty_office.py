"""Every rule judges an office that holds nothing yet."""

from datetime import date
from pathlib import Path

from xlplan.jobs.desk import Desk
from xlplan.jobs.new import new
from xlplan.rules.judge import judge
from xlplan.tables import OPTIONAL


def test_no_rule_fails_in_a_new_office_nor_in_one_that_does_without_all_it_may(tmp_path: Path) -> None:
    office = tmp_path / "school"
    new(office)
    assert judge(Desk(office, date(2026, 11, 30)).books()).waiting == ()
    for name in OPTIONAL:
        (office / "workbooks" / name).unlink()
    assert judge(Desk(office, date(2026, 11, 30)).books()).waiting == ()
