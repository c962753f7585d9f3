"""The buttons: what each is called, says of itself, and does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """A button of the ribbon, the menu, the tool bar and the demo workbook."""

    name: str
    """What macros and commands call it; ASCII."""
    label: str
    group: str
    help: str
    icon: str
    """The picture on the ribbon, one of Excel's own (imageMso)."""
    live: bool = False
    """Whether it looks at the workbook as it stands on the screen: the front end hands over a copy."""


BUTTONS = (
    Button(
        "CheckWorkbook", "检查本工作簿", "检查",
        "检查打开的工作簿，连没有保存的改动一起；别的台账按上次保存的对照。", "ReviewTrackChanges", live=True,
    ),
    Button("CheckAll", "检查全部", "检查", "检查单位的全部台账，写出检查结果。", "AcceptInvitation"),
    Button("OpenResult", "打开检查结果", "检查", "打开最近一次的检查结果。", "FileOpen"),
    Button("Mark", "标出问题", "检查", "在打开的工作簿里标出有问题的格，写上批注。", "ReviewNewComment", live=True),
    Button("Unmark", "清除标记", "检查", "去掉“标出问题”加的颜色和批注，别的不动。", "ReviewDeleteComment"),
    Button("DayClose", "日结对账", "对账", "现金日清：账面和盘点核对，做日结单。", "CalendarInsert"),
    Button("Reconcile", "银行对账", "对账", "核对全部银行账户，做余额调节表。", "TableSharePointListsRefreshList"),
    Button("Plan", "生成工作计划", "文书", "做本学期的工作计划。", "FileSaveAsWordDocx"),
    Button("Notices", "生成通知", "文书", "做全部已签发的通知。", "NewMailMessage"),
    Button("MonthlyReport", "月度报告", "文书", "做本月的工作报告；月底另做财务收支公示。", "ChartInsert"),
    Button("Doctor", "自检", "帮助", "查一遍 xlplan 装得对不对、能不能用。", "Help"),
)  # fmt: skip
