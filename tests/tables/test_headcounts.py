"""Totals in running text: told where the parts are the whole and are not it, never where they may be some, or overlap."""

import pytest

from xlplan.tables.headcounts import wrong_sum

KINDS = 5


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("现有教职工69人，其中行政后勤15人，专职教师43人，特岗17人，工勤7人，安保2人。", "现有教职工69人", 84),
        ("全校教职工 ６９ 名：行政后勤11名、专职教师34名、特岗教师15名、工勤7名、安保1名", "全校教职工69人", 68),
        ("学校有教职工69人（其中行政人员20人，专任教师50人，后勤人员9人）", "学校有教职工69人", 79),
        ("14个班，学生620人，其中七年级224人，八年级221人，九年级170人。", "学生620人", 615),
        ("在校学生620人，男生330人，女生289人。", "在校学生620人", 619),
        ("学生620人，其中七年级324人、八年级321人。", "学生620人", 645),
    ],
)  # fmt: skip
def test_parts_that_are_not_the_whole_are_told(text: str, total: str, parts: int) -> None:
    assert wrong_sum(text, KINDS) == (total, parts)


@pytest.mark.parametrize(
    "text",
    [
        "现有教职工69人，其中行政后勤11人，专职教师34人，特岗教师15人，工勤7人，安保2人，全部签订责任书。",
        "专职教师34人，特岗教师15人，行政后勤11人，工勤7人，安保2人。",
        "七年级224人，八年级221人，九年级175人。",
        "七年级学生224人，八年级学生221人，九年级学生175人，学生共620人。",
        "教职工69人，其中专职教师34人、特岗教师15人、工勤7人。",
        "教职工69人，其中专职教师34人、特岗教师15人、工勤7人、安保2人。",
        "教职工69人，专任教师60人，特岗教师17人。",
        "教职工69人，其中女教师30人、党员20人、本科以上60人、高级教师12人。",
        "学生620人，其中住宿生310人，走读生300人，建档立卡户120人。",
        "教职工69人，学生620人，住宿生310人。七年级224人。",
        "每班40人，评选优秀学生3人，其中男生1人，女生2人。",
        "特岗教师15人，其中男10人，女6人。",
        "",
    ],
)
def test_what_may_be_right_is_not_told(text: str) -> None:
    assert wrong_sum(text, KINDS) is None


def test_where_the_kinds_of_staff_are_not_known_four_are_taken_for_all() -> None:
    text = "教职工69人，其中行政后勤11人、专职教师34人、工勤7人、安保2人。"
    assert wrong_sum(text, 0) == ("教职工69人", 54)
    assert wrong_sum(text, KINDS) is None
