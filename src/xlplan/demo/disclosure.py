"""What the demo school put up for all to read, what was said to it, and what its congress decided: sheets of plan.xlsx."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.demo.events import TODAY, stream, workday_after, workday_on
from xlplan.demo.people import AUTUMN, SPRING, holder
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.ledger.budget import income_and_spending
from xlplan.ledger.canteen import COSTS
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.disclosure import CANTEEN, FEES, MONEY
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.plan import Congress, Opinion, Publication

_BOARD = "校门口公示栏"
_TAUGHT = ("2025-12", "2026-01", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-09", "2026-10")
"""The months of which the attendance of the staff is put up."""
_ONCE = (
    # 事项, 所属期, 公示起, 公示止, 地点, 反馈数, 经办的岗位
    (FEES, SPRING, "2026-03-02", "2026-07-10", "校门口收费公示栏", 0, "报账员"),
    ("决算", "2025", "2026-03-09", "2026-03-20", _BOARD, 0, "报账员"),
    ("预算", "2026", "2026-03-12", "2026-03-24", _BOARD, 1, "报账员"),
    ("教代会报告", "2026", "2026-03-30", "2026-04-10", "办公楼公示栏", 2, "办公室主任"),
    (FEES, AUTUMN, "2026-09-01", "", "校门口收费公示栏", 1, "报账员"),
)
_OPINIONS = (
    # 日期, 来源, 内容, 责任人的岗位, 期限, 办理情况, 办结日, 复核人的岗位, 答复, 状态
    ("2026-03-16", "意见箱", "女生宿舍三楼热水供应时间短，排队长。", "总务主任", "2026-03-31", "早晚各延长半小时，加装一台开水器。", "2026-03-27", "后勤副校长", "公示栏", "已办结"),
    ("2026-03-24", "公示反馈", "预算公示里培训费怎么安排没有写清楚。", "报账员", "2026-04-03", "补充公示培训费的人数和标准。", "2026-03-31", "总务主任", "公示栏", "已办结"),
    ("2026-03-27", "教代会", "教工活动室的器材旧了，希望更换。", "总务主任", "2026-05-29", "列入预算，添置乒乓球台两张。", "2026-05-22", "校长", "教职工会上答复", "已办结"),
    ("2026-03-27", "教代会", "考勤公示希望写明请假类别。", "办公室主任", "2026-04-17", "从三月份起分类公示。", "2026-04-10", "教学副校长", "公示栏", "已办结"),
    ("2026-04-15", "家长会", "放学时校门口车辆多，学生不安全。", "政教主任", "2026-04-30", "分年级错时放学，值周教师在校门口疏导。", "2026-04-24", "后勤副校长", "家长群", "已办结"),
    ("2026-05-13", "电话来访", "作业本质量差，容易透墨。", "保管员", "2026-05-27", "和书店协商，换了七十克纸的。", "2026-05-25", "总务主任", "电话", "已办结"),
    ("2026-05-20", "意见箱", "希望食堂每天供应水果。", "食堂管理员", "2026-06-05", "伙食费标准里不够安排，改为每周两次。", "", "总务主任", "食堂公示栏", "不采纳"),
    ("2026-06-17", "行风评议", "希望提前知道每周的菜单。", "食堂管理员", "2026-06-30", "每周五在家长群公布下周食谱。", "2026-06-26", "总务主任", "家长群", "已办结"),
    ("2026-07-01", "网络", "暑假校园开放时间不清楚。", "办公室主任", "2026-07-10", "在校门口张贴开放安排。", "2026-07-08", "教学副校长", "网上回复", "已办结"),
    ("2026-09-10", "教代会", "教师节座谈会提出，多媒体设备故障多。", "总务主任", "2026-10-15", "请厂家检修十四个班，更换灯泡五个。", "2026-10-13", "教学副校长", "教职工会上答复", "已办结"),
    ("2026-09-16", "公示反馈", "校服能不能自己买。", "政教主任", "2026-09-25", "校服自愿购买，已在公示里写明。", "2026-09-18", "后勤副校长", "当面", "已办结"),
    ("2026-10-19", "意见箱", "厕所晚上灯不亮。", "水电工", "2026-10-26", "换了声控灯六盏。", "2026-10-21", "总务主任", "公示栏", "已办结"),
    ("2026-11-04", "电话来访", "住宿生周末取快递不方便。", "宿舍管理员", "2026-11-20", "门卫室设代收点，周五放学时领取。", "2026-11-18", "政教主任", "电话", "已办结"),
    ("2026-11-18", "家长会", "希望公布各班体育活动的安排。", "教导主任", "2026-12-04", "正在和体育组商量。", "", "", "", "办理中"),
    ("2026-11-20", "家长会", "晚自习后宿舍楼道照明不足。", "总务主任", "2026-12-11", "已经列出要装的位置，正在询价。", "", "", "", "办理中"),
    ("2026-11-26", "意见箱", "图书室周末能不能开放。", "教导主任", "2026-12-10", "", "", "", "", "未办"),
)  # fmt: skip
_DELEGATES, _CAME = 27, 26
_MOTIONS = (
    # 议案, 反对, 弃权, 执行情况
    ("听取并审议学校工作报告", 0, 0, "按报告执行"),
    ("审议2025年度财务收支报告", 0, 1, "2026年3月30日公示"),
    ("审议2026年经费预算草案", 0, 1, "已按预算执行，每月公示"),
    ("修订教职工绩效工资分配办法", 3, 2, "2026年4月起执行"),
    ("修订教职工考勤和请假办法", 1, 1, "2026年4月起分类公示"),
    ("新建教职工停车棚", 15, 4, "暂不列入"),
)


def frames(vouchers: pd.DataFrame, canteen: pd.DataFrame) -> dict[type[Table], pd.DataFrame]:
    """公示登记, 意见办理 and 教代会; the figures that were put up are those of the vouchers and of 食堂收支."""
    shown = [*_money(vouchers), *_canteen(canteen), *_attendance(), *_once()]
    return {
        Publication: typed(Publication, sorted(shown, key=lambda row: (row[2], row[0]))),
        Opinion: typed(Opinion, _opinions()),
        Congress: typed(Congress, _congress()),
    }


def _shown(
    item: str, period: str, start: date, figures: tuple[int, int] | None, post: str, place: str = _BOARD
) -> tuple[object, ...]:
    """One publication of five workdays."""
    feedback = int(stream("公示反馈", item, period).random() < 0.1)
    income, spending = figures or (0, 0)
    return (
        item, period, start, workday_after(start, 4), place, income, spending, f"公示/{item}-{period}.jpg", feedback,
        holder(post),
    )  # fmt: skip


def _money(vouchers: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The money of each month that is over, in the first days of the next one."""
    sums = income_and_spending(vouchers[vouchers[VoucherLine.date].notna()], TODAY)
    for month in range(1, TODAY.month):
        start = workday_on(date(2026, month + 1, stream("财务公示", month).randint(3, 8)))
        figures = int(sums.loc[month, "收入"]), int(sums.loc[month, "支出"])
        yield _shown(MONEY, f"2026-{month:02}", start, figures, "报账员")


def _canteen(months: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The canteen's money, on the day that 食堂收支 says."""
    for _, row in months[months[CanteenMonth.published].notna()].iterrows():
        figures = int(row[CanteenMonth.fees] + row[CanteenMonth.other_income]), int(row[list(COSTS)].sum())
        start = row[CanteenMonth.published].date()
        yield _shown(CANTEEN, f"{row[CanteenMonth.period]:%Y-%m}", start, figures, "食堂管理员", "食堂公示栏")


def _attendance() -> Iterator[tuple[object, ...]]:
    for month in _TAUGHT:
        first = date(2026, int(month[5:]) % 12 + 1, stream("考勤公示", month).randint(2, 6))
        yield _shown("考勤", month, workday_on(first), None, "办公室主任", "办公楼公示栏")


def _once() -> Iterator[tuple[object, ...]]:
    for item, period, first, last, place, feedback, post in _ONCE:
        yield (
            item, period, date.fromisoformat(first), date.fromisoformat(last) if last else None, place, 0, 0,
            f"公示/{item}-{period}.jpg", feedback, holder(post),
        )  # fmt: skip


def _opinions() -> Iterator[tuple[object, ...]]:
    for place, (day, source, content, owner, due, handling, done, reviewer, reply, state) in enumerate(
        _OPINIONS, 1
    ):
        yield (
            f"YJ2026-{place:02}", date.fromisoformat(day), source, content, holder(owner), date.fromisoformat(due), handling,
            date.fromisoformat(done) if done else None, holder(reviewer) if reviewer else "", reply, state,
        )  # fmt: skip


def _congress() -> Iterator[tuple[object, ...]]:
    for motion, no, abstained, execution in _MOTIONS:
        yes = _CAME - no - abstained
        passed = "通过" if yes > _DELEGATES / 2 else "不通过"
        yield (
            "第五届第二次", date(2026, 3, 27), _DELEGATES, _CAME, motion, yes, no, abstained, passed, execution
        )  # fmt: skip
