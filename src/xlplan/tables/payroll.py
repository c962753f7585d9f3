"""payroll.xlsx: what each person is paid each month, why it changes, and how the money goes out."""

from functools import reduce
from operator import add

from xlplan.excel.table import Column, Formula, Table, count, day, money, month, text
from xlplan.tables.office import BankAccount, Staff


def _sum(columns: tuple[Column, ...]) -> Formula:
    return Formula(
        f"=ROUND(SUM({','.join(f'{{{column}}}' for column in columns)}),2)",
        lambda rows, _: reduce(add, (rows[column] for column in columns)),
    )


class PayLine(Table, workbook="payroll.xlsx", sheet="工资表", sealed=True):
    """工资表，每人每月一行，各月接着往下写，从 1 月写起。没有的项目空着，应发、扣款、实发自动计算。"""

    period = month("月份", required=True, dated=True)
    number = text("工号", required=True, refers=Staff.number, judged_by="PAY-02", subject=True, width=9)
    name = text("姓名", required=True, width=9)
    identity = text("身份证号", optional=True, private=True, help="18 位，按文本填写。", width=21)
    category = text(
        "人员类别", optional=True, help="和教职工表的编制类别一样；工资审核表按它汇总。", width=12
    )
    grade = text("岗位等级", optional=True, help="照岗位聘任文件，如 专业技术十级。", width=17)
    step = text("薪级", optional=True, help="照薪级文件，如 18。", width=7)
    bank = text("代发银行", optional=True, help="工资发到哪家银行，写到支行、分理处。", width=21)
    account = text("账号", optional=True, private=True, help="按文本填写，否则末几位会变成 0。", width=22)
    post_pay = money("岗位工资", blank=0)
    step_pay = money("薪级工资", blank=0)
    teacher_pay = money("教护10%", blank=0, optional=True)
    years_pay = money("教龄津贴", blank=0, optional=True)
    kept_pay = money("保留津贴", blank=0, optional=True)
    class_pay = money("班主任津贴", blank=0, optional=True)
    special_pay = money("特教津贴", blank=0, optional=True)
    township_pay = money("乡镇工作补贴", blank=0, optional=True)
    hardship_pay = money("艰苦边远津贴", blank=0, optional=True)
    basic_merit = money("基础性绩效", blank=0)
    extra_merit = money("奖励性绩效", blank=0)
    housing_pay = money("住房补贴", blank=0, optional=True)
    estate_pay = money("物业补贴", blank=0, optional=True)
    traffic_pay = money("交通补贴", blank=0, optional=True)
    hygiene_pay = money("卫生费", blank=0, optional=True)
    only_child = money("独生子女费", blank=0, optional=True, help="不算个人所得税的收入。")
    heating_pay = money("取暖费", blank=0, optional=True)
    duty_pay = money("值班及课后服务", blank=0, optional=True)
    other_pay = money("其他津贴", blank=0, optional=True, help="没有列出来的项目合在这里。")
    back_pay = money("补发", blank=0, optional=True, help="补以前月份的，在工资变动里写明。")
    gross = money(
        "应发合计",
        required=True,
        formula=_sum(
            (
                post_pay, step_pay, teacher_pay, years_pay, kept_pay, class_pay, special_pay, township_pay, hardship_pay,
                basic_merit, extra_merit, housing_pay, estate_pay, traffic_pay, hygiene_pay, only_child, heating_pay,
                duty_pay, other_pay, back_pay,
            )
        ),
        help="前面各项加起来，自动计算。",
    )  # fmt: skip
    pension = money("养老个人", blank=0)
    annuity = money("年金个人", blank=0)
    medical = money("医疗个人", blank=0)
    unemployment = money("失业个人", blank=0)
    fund = money("公积金个人", blank=0)
    serious_illness = money("大额医疗", blank=0, optional=True)
    union = money("工会会费", blank=0, optional=True)
    tax = money("个人所得税", blank=0)
    absence = money("病事假扣款", blank=0, optional=True)
    other_deduction = money("其他扣款", blank=0, optional=True)
    deducted = money(
        "扣款合计",
        required=True,
        formula=_sum(
            (
                pension, annuity, medical, unemployment, fund, serious_illness, union, tax, absence,
                other_deduction,
            )
        ),
        help="前面各项扣款加起来，自动计算。",
    )  # fmt: skip
    net = money(
        "实发",
        required=True,
        formula=Formula(
            "=ROUND({应发合计}-{扣款合计},2)", lambda rows, _: rows["应发合计"] - rows["扣款合计"]
        ),
        help="应发合计－扣款合计，自动计算。",
    )
    base = money("缴费基数", blank=0, help="养老、年金、医疗、失业、工伤共用。")
    fund_base = money("公积金基数", blank=0)
    pension_unit = money("养老单位", blank=0)
    annuity_unit = money("年金单位", blank=0)
    medical_unit = money("医疗单位", blank=0)
    unemployment_unit = money("失业单位", blank=0)
    injury_unit = money("工伤单位", blank=0)
    fund_unit = money("公积金单位", blank=0)


PAY: tuple[Column, ...] = PayLine.columns[
    PayLine.columns.index(PayLine.post_pay) : PayLine.columns.index(PayLine.gross)
]
"""What 应发合计 adds up."""
DEDUCTIONS: tuple[Column, ...] = PayLine.columns[
    PayLine.columns.index(PayLine.pension) : PayLine.columns.index(PayLine.deducted)
]
"""What 扣款合计 adds up."""
ALLOWANCES: tuple[Column, ...] = tuple(
    column
    for column in PAY
    if column
    not in (
        PayLine.post_pay,
        PayLine.step_pay,
        PayLine.teacher_pay,
        PayLine.years_pay,
        PayLine.basic_merit,
        PayLine.extra_merit,
        PayLine.back_pay,
    )
)
"""What nobody may be paid but by a document of its own: the item of 津补贴 with the column's name."""
CONTRIBUTIONS = (
    PayLine.pension,
    PayLine.annuity,
    PayLine.medical,
    PayLine.unemployment,
    PayLine.fund,
    PayLine.pension_unit,
    PayLine.annuity_unit,
    PayLine.medical_unit,
    PayLine.unemployment_unit,
    PayLine.injury_unit,
    PayLine.fund_unit,
)
"""What is a share of a base; the share is the item of 缴费比例 with the column's name."""


class TaxRelief(Table, workbook="payroll.xlsx", sheet="专项扣除"):
    """个人所得税专项附加扣除，照个人所得税 App 里填报的抄，一人一项一行；不扣了就填止月。"""

    number = text("工号", required=True, refers=Staff.number, subject=True, width=9)
    item = text(
        "项目",
        required=True,
        choices=("3岁以下婴幼儿照护", "子女教育", "继续教育", "住房贷款利息", "住房租金", "赡养老人"),
        width=20,
    )
    amount = money("每月金额", required=True)
    start = month("起月", required=True)
    end = month("止月", help="最后扣的那个月；还在扣的空着。")


LEFT = ("退休", "调出", "辞职", "去世")
"""Kinds of change after which nobody is paid: from its month on."""


class PayChange(Table, workbook="payroll.xlsx", sheet="工资变动"):
    """工资为什么变，一人一个月一件事一行；从哪个月起变就写哪个月，停发的写头一个不发的月份。"""

    period = month("月份", required=True, dated=True)
    number = text("工号", required=True, refers=Staff.number, subject=True, width=9)
    kind = text(
        "变动类型",
        required=True,
        choices=("新进", *LEFT, "调整标准", "岗位变动", "薪级晋升", "教龄津贴", "补发", "扣发", "其他"),
    )
    item = text("项目", help="工资表里哪几列变了。", width=34)
    amount = money("变动金额", blank=0, help="每月应发多了写正数，少了写负数。")
    basis = text("依据文号", help="批准变动的文件号。", width=26)
    note = text("说明", help="从哪里变到哪里，补发的是哪几个月。", width=36)
    handler = text("经办", required=True, refers=Staff.name, width=9)


class PayBatch(Table, workbook="payroll.xlsx", sheet="代发", sealed=True):
    """工资怎样发出去，一批一行：银行代发文件的笔数、金额，和记账的凭证。"""

    period = month("月份", required=True, help="发的是哪个月的工资。")
    batch = text("批次", required=True, subject=True, help="一个月里自己编，如 1。", width=7)
    item = text(
        "项目",
        choices=PAY,
        help="只发工资表里某一列（如班主任津贴）的写列名；发的是其余全部的空着。",
        width=16,
    )
    date = day("代发日", required=True, dated=True)
    account = text("账户", refers=BankAccount.name, help="从哪个账户发的；财政直接支付的空着。")
    payments = count("笔数", required=True)
    amount = money("金额", required=True)
    file = text("文件名", help="代发文件叫什么。", width=26)
    slip = text("票据号", help="银行日记账里的票据号；财政直接支付的空着。", width=16)
    voucher = text("凭证号", help="发放的那张凭证，在代发日的那个月里找；还没有记账的空着。")
