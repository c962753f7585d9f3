"""How each bank lays out the same three payments: names of columns and what stands in them, all else is the same.

Data, not code: a bank that writes its files in another way is one more row of ``LAYOUTS``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.bank.layouts import Lines, text, xls, xlsx

OUR_NAME, OUR_NUMBER = "阳光小学", "62220000123456780"


@dataclass(frozen=True)
class Payment:
    day: str
    fen: int
    balance: int
    party: str
    number: str


PAYMENTS = (
    Payment("20260801", -20_50, 79_50, "甲公司", "0001"),
    Payment("20260802", 1_000_00, 1_079_50, "乙公司", "0002"),
    Payment("20260803", -79_50, 1_000_00, "丙公司", "0003"),
)
OPENING = 100_00


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


def _dashed(one: Payment) -> str:
    return f"{one.day[:4]}-{one.day[4:6]}-{one.day[6:]}"


CELLS: dict[str, Callable[[Payment], str]] = {
    "day": _dashed,
    "day8": lambda one: one.day,
    "slash": lambda one: f"{one.day[:4]}/{int(one.day[4:6])}/{int(one.day[6:])}",
    "stamp": lambda one: f"{one.day} 15:24:{one.number[2:]}",
    "short": lambda one: f"{one.day[4:6]}/{one.day[6:]}",
    "time": lambda one: f"15:24:{one.number[2:]}",
    "out": lambda one: _yuan(-one.fen) if one.fen < 0 else "",
    "in": lambda one: _yuan(one.fen) if one.fen > 0 else "",
    "out0": lambda one: _yuan(max(-one.fen, 0)),
    "in0": lambda one: _yuan(max(one.fen, 0)),
    "amount": lambda one: _yuan(abs(one.fen)),
    "signed": lambda one: _yuan(one.fen),
    "balance": lambda one: _yuan(one.balance),
    "party": lambda one: one.party,
    "payer": lambda one: OUR_NAME if one.fen < 0 else one.party,
    "payee": lambda one: one.party if one.fen < 0 else OUR_NAME,
    "us": lambda one: OUR_NAME,
    "own": lambda one: OUR_NUMBER,
    "flow": lambda one: one.day + one.number,
    "number": lambda one: one.number,
    "words": lambda one: "转账",
    "currency": lambda one: "人民币",
    "no": lambda one: "否",
}


def cell(kind: str, one: Payment) -> str:
    """What stands in a column: one of CELLS, or the words for money out and money in, such as 借|贷."""
    if "|" in kind:
        out, _, into = kind.partition("|")
        return out if one.fen < 0 else into
    return CELLS[kind](one)


@dataclass(frozen=True)
class Layout:
    columns: str
    """name=what, divided by blanks; "_" in a name is a blank."""
    above: Lines = field(default_factory=list)
    below: Lines = field(default_factory=list)
    file: str = "明细.xls"
    form: str = "xls"
    """xls, xlsx, csv (GB18030), bom (UTF-8 with a mark), tabbed (cells end in TABs) or wrapped (csv lines in one column)."""
    account: str = ""
    header_row: int = 0
    """From 0, as the notes count."""
    balance: bool = True

    def lines(self) -> Lines:
        columns = [column.split("=") for column in self.columns.split(" ")]
        header = [name.replace("_", " ") for name, _ in columns]
        rows = [[cell(kind, one) for _, kind in columns] for one in PAYMENTS]
        return [*self.above, header, *rows, *self.below]

    def write(self, folder: Path) -> Path:
        path, lines = folder / self.file, self.lines()
        if self.form in ("csv", "bom"):
            return text(path, lines, "gb18030" if self.form == "csv" else "utf-8-sig")
        if self.form == "tabbed":
            return text(path, [[f"{cell}\t" for cell in cells] for cells in lines], "gb18030")
        if self.form == "wrapped":
            joined = [",".join(f'"{cell}"' if "," in cell else cell for cell in cells) for cells in lines]
            return xlsx(path, [[line] for line in joined])
        return (xls if self.form == "xls" else xlsx)(path, [list(cells) for cells in lines])


def titles(count: int, *first: list[str]) -> Lines:
    """Lines above a header: those given, then others that say nothing, ``count`` in all."""
    rest = [["打印柜员：0001"], ["明细清单"], []]
    return [*first, *(rest[place % 3] for place in range(count - len(first)))]


OWN = ["账号：" + OUR_NUMBER, "户名：" + OUR_NAME]
DETAIL = ["[HISTORYDETAIL]"]
TWO = "交易日期=day 摘要=words 支出金额=out 收入金额=in 余额=balance 对方户名=party"

LAYOUTS: dict[str, Layout] = {
    "工行一": Layout("交易时间=stamp 借贷标志=借|贷 借方发生额=out 贷方发生额=in 余额=balance 对方户名=party",
                   [DETAIL], file="historydetail.csv", form="tabbed", header_row=1),
    "工行二": Layout("交易日期=day 借贷标志=借|贷 发生额=amount 余额=balance 对方单位名称=party", file="a.csv", form="tabbed"),
    "工行三": Layout("交易日期=day 借贷标志=借|贷 转出金额=out 转入金额=in 余额=balance 对方户名=party", file="a.csv", form="csv"),
    "工行四": Layout("交易日期=day 转出金额=out 转入金额=in 余额=balance 对方户名=party", [DETAIL], file="a.csv", form="csv", header_row=1),
    "工行四，CSV 包在 xlsx 里": Layout("交易日期=day 转出金额=out 转入金额=in 余额=balance 对方户名=party", [DETAIL], file="a.xlsx", form="wrapped", header_row=1),
    "工行 xlsx": Layout("序号=number 凭证号=number 对方账号=number 借贷标志=借|贷 对方户名=party 交易时间=stamp 用途=words 摘要=words 转出金额=out 转入金额=in",
                       [["查询结果"]], file=f"历史明细（{OUR_NUMBER}账号）.xlsx", form="xlsx", account=OUR_NUMBER, header_row=1, balance=False),
    "工银亚洲": Layout("賬號=own 貨幣=currency 交易日期=day 扣賬/入賬=扣賬|入賬 金額=amount 結餘=balance 對方戶名=party",
                     file="a.CSV", account=OUR_NUMBER),
    "建行": Layout("交易时间=stamp 借方发生额/元(支取)=out0 贷方发生额/元(收入)=in0 余额=balance 对方户名=party 账户明细编号-交易流水号=flow",
                 [["中国建设银行账户明细"], ["账　　号", OUR_NUMBER]], account=OUR_NUMBER, header_row=2),
    "建行，表头在第一行": Layout("账　号=own 交易时间=stamp 借方发生额/元（支取）=out0 贷方发生额/元（收入）=in0 余　额=balance 币种=currency 对方户名=party", account=OUR_NUMBER),
    "建行个人": Layout("序号=number 摘要=words 币别=currency 交易日期=day8 交易金额=signed 账户余额=balance 对方账号与户名=words 对方户名=party",
                    titles(5, ["中国建设银行个人活期账户全部交易明细"], ["卡号/账号：" + OUR_NUMBER, "客户名称：" + OUR_NAME]),
                    [["当前时间段收支金额合计", "收入 1,000.00", "支出 100.00"], ["声明：以上数据仅供参考，具体内容请以柜台为准。"]],
                    account=OUR_NUMBER, header_row=5),
    "建行个人，两列": Layout("交易日期=day8 支出=out 收入=in 账户余额=balance 对方户名=party", titles(4, ["中国建设银行个人活期账户全部交易明细"]), header_row=4),
    "中行": Layout("交易类型[_Transaction_Type_]=往账|来账 付款人名称[_Payer's_Name_]=payer 收款人名称[_Payee's_Name_]=payee 交易日期[_Transaction_Date_]=day8 "
                 "交易金额[_Trade_Amount_]=signed 交易后余额[_After-transaction_balance_]=balance", titles(8, OWN), account=OUR_NUMBER, header_row=8),
    "中行 csv": Layout("交易类型=往账|来账 付款人名称=payer 收款人名称=payee 交易日期=day8 交易金额=signed", titles(7, OWN), file="a.csv", form="bom", account=OUR_NUMBER, header_row=7, balance=False),
    "农行": Layout("交易时间=day 收入金额=in 支出金额=out 账户余额=balance 对方户名=party", [["账户明细"], ["账号:10-545601040001234"]],
                 [["1 收 1,000.00"], ["2 支 100.00"]], account="10-545601040001234", header_row=2),
    "交行": Layout("交易日期=day 借方=out 贷方=in 余额=balance 对方户名=party", [["账号", OUR_NUMBER]], account=OUR_NUMBER, header_row=1),
    **{f"中信，表头第 {row} 行": Layout(f"交易日期=day {out}=out {into}=in 账户余额=balance 对方账户名称=party", titles(row, OWN), form="xlsx", account=OUR_NUMBER, header_row=row)
       for row, out, into in ((13, "借方发生额", "贷方发生额"), (14, "借方金额", "贷方金额"), (15, "借方发生额", "贷方发生额"), (16, "借方金额", "贷方金额"))},
    **{f"招行，表头第 {row} 行": Layout("交易日=day8 交易时间=time 借方金额=out 贷方金额=in 收/付方名称=party", titles(row, OWN), account=OUR_NUMBER, header_row=row, balance=False)
       for row in (5, 12)},
    "华夏": Layout(TWO, titles(9, OWN), account=OUR_NUMBER, header_row=9),
    "华夏，有汇总": Layout(TWO, [*titles(9, OWN), ["收入总金额", "1,000.00"], ["支出总金额", "100.00"]], account=OUR_NUMBER, header_row=11),
    "农商行": Layout("交易日期=day 对方户名=party 收入金额=in 支出金额=out 余额=balance 账号=own 币种=currency 对方账号=number 用途=words 附言=words 核心流水号=flow",
                  titles(4, ["某某农商银行"], ["账号", OUR_NUMBER]), account=OUR_NUMBER, header_row=4),
    "国开行": Layout("交易日期=day8 借方(支取)=out 贷方(收入)=in 余额=balance 对方户名=party"),
    "进出口银行": Layout("交易日期=day 借方发生额(支取)=out 贷方发生额(收入)=in 余额=balance 对方户名=party", titles(3), header_row=3),
    "浦发": Layout("交易日期=day8 借方金额=out 贷方金额=in 账户余额=balance 对方户名=party", titles(4, OWN), account=OUR_NUMBER, header_row=4),
    "浙商": Layout("交易日期=day8 借贷标志=2|1 发生额=amount 付款人名称=us 收款人名称=party", balance=False),
    "江苏": Layout("交易日期=day8 借贷标记=借|贷 交易金额=amount 账户余额=balance 对方户名=party", titles(2, OWN), account=OUR_NUMBER, header_row=2),
    "上海": Layout("交易日期=day8 交易方向=支出|收入 交易金额=amount 余额=balance 对方户名=party", titles(5, OWN), account=OUR_NUMBER, header_row=5),
    "光大": Layout("交易日期=day 交易时间=time 借方发生额=out 贷方发生额=in 账户余额=balance 对方名称=party", titles(6, OWN), account=OUR_NUMBER, header_row=6),
    "邮储": Layout("交易日期=day 收入金额=in 支出金额=out 余额=balance 对方户名=party", titles(5, OWN), account=OUR_NUMBER, header_row=5),
    "北京": Layout("交易日期=day 支出金额=out 收入金额=in 余额=balance 对方户名=party", titles(2, OWN), account=OUR_NUMBER, header_row=2),
    "南京": Layout("交易日期=day 贷方发生额=in 借方发生额=out 余额=balance 对方户名=party", titles(2, OWN), account=OUR_NUMBER, header_row=2),
    "宁波": Layout("交易日期=day 借方金额=out 贷方金额=in 余额=balance 对方户名=party", titles(3, OWN), account=OUR_NUMBER, header_row=3),
    "泰隆": Layout("交易日期=slash 收入=in 支出=out 余额=balance 对方户名=party", titles(1, OWN), account=OUR_NUMBER, header_row=1),
    "嘉兴": Layout("交易日期=day 支出=out 收入=in 对方户名=party", balance=False),
    "平安 csv": Layout("交易日期=day 借方=out 贷方=in 余额=balance 对方户名=party", file="a.csv", form="csv"),
    "平安 xls": Layout("交易日期=day 收入=in 支出=out 余额=balance 冲正标志=no 对方户名=party", titles(3, OWN), account=OUR_NUMBER, header_row=3),
    "兴业": Layout("银行流水号=flow 借方=out 贷方=in 余额=balance 对方户名=party", [OWN], account=OUR_NUMBER, header_row=1),
    "年份只在标题里": Layout("日期=short 支出=out 收入=in 余额=balance 对方户名=party", [["2026年8月对账单"]], header_row=1),
}  # fmt: skip
