"""fees.xlsx: what may be charged, what was published, taken, receipted, agreed to and settled."""

from xlplan.excel.table import Formula, Table, count, day, money, text
from xlplan.tables.office import SchoolClass, Staff, Term

OTHER, PROXY = "其他收款", "代收费"
"""类型 of what is no fee but gets a receipt, and of what is collected for somebody else."""
IN_CASH = "现金"
"""收款方式 of what the cashier has to carry to the bank."""
_TICKETS = ("非税收入票据", "资金往来结算票据", "税务发票", "校内收据")


class FeeItem(Table, workbook="fees.xlsx", sheet="收费目录"):
    """学校可以收的每一项钱，一项一行；标准改了，旧的填止日，另编一个项目号。开了票据而不是收费的（卖废品、收赔偿），类型写其他收款。"""

    number = text("项目号", required=True, unique=True, subject=True, help="自己编，如 F01。", width=9)
    name = text("项目", required=True, help="照文件上的名称。", width=18)
    kind = text("类型", required=True, choices=("行政事业性收费", "服务性收费", PROXY, OTHER), width=16)
    standard = money("标准", blank=0, help="每人每个计费单位收多少；没有定额的空着。")
    unit = text("计费单位", help="如 人·学期、人·年、套、人·天。")
    scope = text("范围", help="向哪些学生收，如 全校、七年级新生。", width=22)
    authority = text("依据机关", help="批准、规定这项收费的机关，照文件写。", width=30)
    document = text("依据文号", help="批准、规定它的文件的文号。", width=26)
    voluntary = text("自愿", required=True, choices=("是", "否"), help="由家长自愿的写是。", width=8)
    relief = text("减免政策", help="哪些学生免交、少交；没有就空着。", width=36)
    course = text("学科", help="只有教辅要填，如 数学；别的空着。", width=9)
    listed = text("公告目录", choices=("是", "否"), help="教辅在不在省里的评议公告目录；别的空着。")
    start = day("起", help="从哪一天起可以收。")
    end = day("止", help="收到哪一天为止；还在收就空着。")


class FeeNotice(Table, workbook="fees.xlsx", sheet="收费公示"):
    """收费公示栏上写了什么、从哪天起：收费以前就要公示，每学期换新的。"""

    item = text("项目号", required=True, refers=FeeItem.number, subject=True, width=9)
    standard = money("标准", blank=0, help="公示栏上写的标准。")
    date = day("公示日期", required=True, dated=True)
    end = day("止日", help="公示到哪一天；还在公示就空着。")
    place = text("地点", required=True, width=20)
    telephone = text("投诉电话", required=True, width=16)
    photo = text("照片", help="照片的文件名。", width=36)


class FeeReceipt(Table, workbook="fees.xlsx", sheet="收费记录", sealed=True):
    """收到的每一笔钱一行：一个班收一次写一行，个别学生另收的写学生姓名。收现金的，当天存进银行。"""

    number = text(
        "记录号", required=True, unique=True, subject=True, help="自己编，如 SF2026-001。", width=14
    )
    date = day("收款日期", required=True, dated=True)
    term = text("学期", required=True, refers=Term.term, help="收的是哪个学期的钱。", width=18)
    item = text("项目号", required=True, refers=FeeItem.number, judged_by="FEE-01", width=9)
    room = text("班级", refers=SchoolClass.name, help="向学生收的要填。", width=16)
    pupil = text("学生", help="整班收的空着。", width=10)
    payers = count("人数", help="交钱的有几个人。")
    exempt = count("免收人数", help="照减免政策不用交的有几个人。")
    units = count("单位数", help="每人收几个计费单位，如几个学期、几个月；空着算 1。")
    amount = money("金额", required=True)
    method = text("收款方式", required=True, choices=(IN_CASH, "转账"))
    ticket = text("票据种类", required=True, choices=_TICKETS, width=18)
    tickets = text(
        "票据号", required=True, help="开出的号码，连号写 00126001-00126045，不连的用、隔开。", width=28
    )
    banked = day("存入日", help="存进银行的那一天；转账的写到账日。")
    slip = text("回单号", help="银行日记账里的票据号。", width=16)
    voucher = text("凭证号", help="收款的那张凭证，在收款日期的那个月里找。")
    handler = text("经办", required=True, refers=Staff.name)


class ReceiptBook(Table, workbook="fees.xlsx", sheet="票据"):
    """领来的票据，一次领的连号写一行；用一张、作废一张都要数得出来。"""

    ticket = text("票据种类", required=True, choices=_TICKETS, width=18)
    first = text("起号", required=True, subject=True, width=14)
    last = text("止号", required=True, width=14)
    drawn = day("领用日", required=True, dated=True)
    keeper = text("领用人", required=True, refers=Staff.name)
    size = count("份数", required=True)
    used = count("已用", required=True, help="开出去的份数，不算作废的。")
    void = count("作废", required=True, help="作废的份数，各联都要留着。")
    void_numbers = text("作废号", help="作废的是哪几号，用、隔开。", width=24)
    left = count("结存", required=True, help="点出来还没有用的份数。")
    settled = day("核销日", help="用完了，到发票据的单位核销的那一天。")


class Consent(Table, workbook="fees.xlsx", sheet="自愿书"):
    """家长签字的自愿书，一个项目一个班一行；个别学生另签的写学生姓名。"""

    item = text("项目号", required=True, refers=FeeItem.number, subject=True, width=9)
    term = text("学期", required=True, refers=Term.term, width=18)
    room = text("班级", required=True, refers=SchoolClass.name, width=16)
    pupil = text("学生", help="整班一起收的空着。", width=10)
    copies = count("份数", required=True, help="同意的有几份，免收的也算。")
    signed = day("签字日", required=True, dated=True, help="最后一份签字的那一天。")
    file = text("文件", help="扫描件的文件名，或者存放的地方。", width=40)


class FeeSettlement(Table, workbook="fees.xlsx", sheet="代收结算", few=True):
    """代收费一个项目一个学期结一次：代收的钱付给了谁，多的退给学生，学期末不留余额。"""

    item = text("项目号", required=True, refers=FeeItem.number, subject=True, width=9)
    term = text("学期", required=True, refers=Term.term, width=18)
    collected = money("代收", required=True, help="这个学期收费记录的合计。")
    paid = money("支付", blank=0, help="付给收款单位的钱。")
    refunded = money("退还", blank=0, help="退给学生的钱。")
    rest = money(
        "结余",
        required=True,
        formula=Formula(
            "=ROUND({代收}-{支付}-{退还},2)", lambda rows, _: rows["代收"] - rows["支付"] - rows["退还"]
        ),
        help="代收－支付－退还，自动计算。",
    )
    settled = day("结清日", help="结余到 0 的那一天；还没有结清空着。")
    payee = text("收款单位", required=True, help="写全称。", width=28)
    payment_day = day("付款日期", help="支付的那一天。")
    voucher = text("凭证号", help="支付的那张凭证，在付款日期的那个月里找。")
