"""A title stands on lines that fit, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from xlplan.documents.titles import TITLE_WIDTH, title_lines, width


@law
@given(st.text("关于做好冬季安全和防火工作的通知2026年《办法》", min_size=1, max_size=70).filter(str.strip))
def test_a_title_is_broken_into_lines_that_fit_and_loses_nothing(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title.strip()
    assert all(width(line) <= TITLE_WIDTH or not line[1:] or "《" in line for line in lines)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于放假的通知", ["关于放假的通知"]),
        (
            "岚溪县松坪镇初级中学关于做好冬季安全和防火工作的通知",
            ["岚溪县松坪镇初级中学", "关于做好冬季安全和防火工作的通知"],
        ),
        ("岚溪县松坪镇初级中学\n关于放假的\n通知", ["岚溪县松坪镇初级中学", "关于放假的", "通知"]),
        (
            "关于印发《松坪镇初级中学学生宿舍用电管理办法》的通知",
            ["关于印发《松坪镇初级中学", "学生宿舍用电管理办法》的通知"],
        ),
        (
            "临江市青河区白杨树乡中心小学关于转发《临江市青河区教育局关于开展安全生产月活动的通知》的通知",
            [
                "临江市青河区白杨树乡中心小学",
                "关于转发《临江市青河区教育局",
                "关于开展安全生产月活动的通知》的通知",
            ],
        ),
    ],
)
def test_a_title_is_broken_where_the_clerk_says_or_before_its_subject(title: str, lines: list[str]) -> None:
    assert list(title_lines(title)) == lines


def test_figures_are_half_as_wide_and_stand_a_quarter_apart() -> None:
    assert width("2026年11月5日") == 7 * 0.5 + 3 + 0.25 * 5
