"""What banks call their columns, lines and directions. A new bank is, as a rule, a few more words here.

Names are compared by their ``key``: without blanks, colons, stars, case, full-width and traditional forms. Where a file has two columns of one meaning, the
name that stands first here wins. Facts, not a specification: from published notes and from files of real banks.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from xlplan.excel.header import plain

_SIMPLIFIED = str.maketrans(
    "賬帳帐餘額號戶幣別貸對轉發記錄類單標誌筆數計時間業務稱銀開結總參編憑證說備註貨碼匯項據聯實際內變動現細期",
    "账账账余额号户币别贷对转发记录类单标志笔数计时间业务称银开结总参编凭证说备注货码汇项据联实际内变动现细期",
)


@lru_cache(1 << 14)
def key(name: str) -> str:
    """How names and words of banks are compared."""
    return plain(name).translate(_SIMPLIFIED).lower()


class Field(StrEnum):
    """What a column of a statement tells."""

    DAY = "日期"
    TIME = "时间"
    INCOME = "收入"
    SPENDING = "支出"
    AMOUNT = "金额"
    DIRECTION = "收支方向"
    BALANCE = "余额"
    PARTY = "对方户名"
    PAYER = "付款人"
    PAYEE = "收款人"
    SUMMARY = "摘要"
    REFERENCE = "流水号"
    ACCOUNT = "账号"
    CURRENCY = "币种"
    STATUS = "状态"
    REVERSED = "冲正标志"


_COLUMNS = {
    Field.DAY: "记账日期 入账日期 记账日 交易日期 交易日 日期 业务日期 交易时间 交易日期时间 记账时间 交易创建时间 成交日期 "
    "Date TransactionDate DatePosted PostDate",
    Field.TIME: "交易时间 记账时间 时间 交易时刻 成交时间",
    Field.INCOME: "收入金额 收入 记账金额(收入) 交易金额(收入) 贷方金额 贷方发生额 贷方 贷方(收入) 贷方发生额(收入) "
    "贷方发生额/元(收入) 转入金额 转入 存入金额 存入 来账金额 收入发生额 入账金额 存入额",
    Field.SPENDING: "支出金额 支出 记账金额(支出) 交易金额(支出) 借方金额 借方发生额 借方 借方(支取) 借方(支出) "
    "借方发生额(支取) 借方发生额/元(支取) 转出金额 转出 取出金额 支取金额 支取 往账金额 支出发生额 扣账金额 支取额",
    Field.AMOUNT: "交易金额 发生额 金额 记账金额 交易额 发生金额 实付金额 Amount TransactionAmount BillingAmount",
    Field.DIRECTION: "借贷标志 借贷标记 借贷方向 借贷 借/贷 收支方向 收/支 收支 收支标志 交易方向 方向 往来账 "
    "来往账标志 借贷标识 收付标志 扣账/入账 Credit/Debit 交易类型 TransactionType",
    Field.BALANCE: "余额 账户余额 本次余额 联机余额 当前余额 交易后余额 结余 余额金额 Balance",
    Field.PARTY: "对方户名 对方账户名 对方账户名称 对方名称 对方单位 对方单位名称 对手信息 交易对手名称 交易对手 "
    "对手户名 收/付方名称 交易对方 对方户名/商户名称 MerchantName",
    Field.PAYER: "付款人名称 付款人户名 付款方户名 付款方名称 付款人",
    Field.PAYEE: "收款人名称 收款人户名 收款方户名 收款方名称 收款人",
    Field.SUMMARY: "摘要 交易摘要 用途 附言 交易附言 客户摘要 备注 交易名称 交易用途 交易说明 摘要/附言 商品 商品说明 订单标题 "
    "证券名称 Description 交易类型 业务类型",
    Field.REFERENCE: "凭证号码 凭证号 票据号 票据号码 支票号 凭证编号 流水号 交易流水号 核心流水号 日志号 交易流水 "
    "账户明细编号-交易流水号 交易编号 交易参考号 银行流水号 交易单号 "
    "交易订单号",
    Field.ACCOUNT: "账号 账户号码 本方账号 查询账号 账户账号 交易账号 借记卡号 户口号码 资金账号 FirstBankCard",
    Field.CURRENCY: "币种 币别 货币 记账币种 账户币种 交易币种 Currency BillingCurrency",
    Field.STATUS: "当前状态 交易状态 TransactionStatus",
    Field.REVERSED: "冲正标志 冲正标识 是否冲正 冲正",
}
DAY_NAMES = frozenset(_COLUMNS[Field.DAY].split())
COLUMNS: dict[str, dict[Field, int]] = {}
"""Key of a name -> its meanings, each with how early it stands in the list of that meaning."""
for _meaning, _names in _COLUMNS.items():
    for _place, _name in enumerate(_names.split()):
        COLUMNS.setdefault(key(_name), {})[_meaning] = _place

_SIGNS = {
    -1: "借 支出 支 往账 转出 取出 支取 扣账 付 付款 出 出账 借方 借Dr DR D DEBIT 转支 2",
    1: "贷 收入 收 来账 转入 存入 入账 收款 入 进 进账 贷方 贷Cr CR C CREDIT 转收 1",
}
SIGNS = {key(word): sign for sign, words in _SIGNS.items() for word in words.split()}
"""Direction word -> sign of the amount for us. The bank speaks of its own books: 借 is money out of our account; one
that writes numbers means 1 for money in."""

NEUTRAL = frozenset(map(key, ["不计收支", "中性交易", "/"]))
"""Direction words of what a file calls neither money in nor money out."""

YES = frozenset(map(key, ["是", "Y", "1", "已冲正", "冲正", "被冲正"]))
"""What stands in a column that asks whether an entry was taken back."""

GIVEN_BACK = frozenset(["已全额退款", "全额退款", "已退款", "对方已退还"])
"""Words of a status that say the whole amount came back."""

_LINES = {
    "account": "账号 卡号 账户账号 本方账号 查询账号 客户账号 账户号 账号/卡号 卡号/账号",
    "holder": "户名 账户名称 账户名 单位名称 客户名称 客户姓名",
    "currency": "币种 币别 货币 账户币种",
    "bank": "开户行 开户银行 开户机构 开户网点 开户行名称",
    "span": "起止日期 起止时间 查询日期 查询时间 查询期间 查询时段 日期范围 交易日期范围 时间段 对账期间",
    "opening": "期初余额 上期余额 承前余额 起始余额 上期结转 上日余额 上月余额 期初",
    "closing": "期末余额 本期余额 截止余额 本期期末余额 终止余额",
    "sum_in": "收入合计 收入总金额 收入总额 收入合计金额 贷方合计 贷方合计金额 贷方总金额 贷方总额 贷方发生额合计 "
    "总收入 转入合计 存入合计",
    "sum_out": "支出合计 支出总金额 支出总额 支出合计金额 借方合计 借方合计金额 借方总金额 借方总额 借方发生额合计 "
    "总支出 转出合计 取出合计 支取合计",
    "count": "总笔数 合计笔数 笔数合计 交易笔数 明细笔数 笔数",
    "count_in": "收入笔数 收入总笔数 贷方笔数 贷方总笔数 收入合计笔数 贷方合计笔数",
    "count_out": "支出笔数 支出总笔数 借方笔数 借方总笔数 支出合计笔数 借方合计笔数",
}
LINES = {key(name): meaning for meaning, names in _LINES.items() for name in names.split()}
"""What a line above or below the rows tells, by its label; amounts and counts by the names of the contract."""

_OURS = frozenset(map(key, ["", "元", "人民币元", "CNY", "RMB"]))


def currency_of(name: str) -> str:
    """A currency as a file names it; "" for ours, which a file need not name."""
    return "" if key(name) in _OURS or "人民币" in key(name) else name


YEARLY = frozenset(["上年结转", "上年余额", "上年末余额", "年初余额", "年初结存"])
BEGUN = YEARLY | frozenset(
    [
        "期初余额",
        "期初结存",
        "月初余额",
        "月初结存",
        "上月结转",
        "上月结存",
        "上月余额",
        "上期结转",
        "上期余额",
        "昨日余额",
        "承前余额",
    ]
)
ENDED = frozenset(["结转下年", "结转下月", "期末余额", "月末余额", "期末结存"])
ONWARD = frozenset(["过次页", "转次页", "转下页"])
PAGED = ONWARD | frozenset(["承前页", "接上页", "承上页"])
CARRIED = BEGUN | ENDED | PAGED
"""Words of lines that only carry a balance: from before (of which some begin a year), to what comes after, or from page
to page, whatever sums stand beside it."""

_SO_FAR = ("本期", "当期", "当前", "至今")
_TOTAL = re.compile(
    r"(人民币|收支|本日|当日|当天|\d{1,2}日|本月|当月|\d{1,2}月份?|本季度?|本年|全年|当年|本页|"
    + "|".join(_SO_FAR)
    + ")?"
    r"(?:收支|发生额)?(合计|小计|总计|累计|共计)(?:及余额|发生额)?"
)
_UNITS = (("日", "D"), ("当天", "D"), ("月", "M"), ("年", "Y"), ("季", "-"), ("页", "-"))


def total(texts: Iterable[str]) -> str:
    """The word of a line of sums, "" where a line is none."""
    squeezed = ("".join(text.split()).rstrip(":：") for text in texts if "计" in text)
    return next(filter(_TOTAL.fullmatch, squeezed), "")


def unit(word: str) -> str:
    """Which rows above it a line of sums is about: those of its day ("D"), month ("M") or year ("Y"), all (""), or "-",
    those that a file cannot tell."""
    found = _TOTAL.fullmatch(word)
    said, kind = (found[1] or "", found[2]) if found else ("", "")
    told = next((unit for mark, unit in _UNITS if mark in said), "")
    if told or said in _SO_FAR:
        return told
    return {"小计": "-", "累计": "Y"}.get(kind, "")


def of_all(word: str) -> bool:
    """Whether a word is that of a line of sums about all rows of a file, not about a page, some time, or all so far."""
    return bool(word) and not unit(word) and not word.startswith(("当前", "至今"))


def of_period(word: str) -> bool:
    """Whether it is about the period of the file, or of one of its parts."""
    return word.startswith(("本期", "当期"))


_BANKS = {
    "工商银行": "工行", "农业银行": "农行", "中国银行": "中行", "建设银行": "建行", "交通银行": "交行", "邮政储蓄银行": "邮储",
    "招商银行": "招行", "浦东发展银行": "浦发银行", "中信银行": "", "华夏银行": "", "光大银行": "", "民生银行": "", "兴业银行": "",
    "平安银行": "", "浙商银行": "", "江苏银行": "", "上海银行": "", "国家开发银行": "国开行", "进出口银行": "",
    "农村商业银行": "农商行 农商银行", "农村信用社": "农村信用 信用社",
}  # fmt: skip
BANKS = {word: bank for bank, words in _BANKS.items() for word in (bank, *words.split())}
"""Word in a file's title or name -> the bank; one name for each."""
