from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.receipts import covered, spans, union
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import FeeReceipt, ReceiptBook


@rule("FEE-04", fix="对着存根点清楚：补登漏掉的号码，改正写错的号码和份数。", whole=True)
def broken_receipts(books: Books) -> Iterator[Hits]:
    """票据断号或未核销

    票据表里：份数 = 止号 － 起号 + 1；份数 = 已用 + 作废 + 结存；已用的份数要等于收费记录里这一段开出去的号码数，
    写了作废号的，作废的份数要等于作废号的个数。
    收费记录里：号码要在领来的票据里，不能开两次；同一种票据从头往下开，中间不能空着号，空的只能是作废号。
    票据表里没有登记过的种类（如电子发票）不查。
    几号到几号写 00126001-00126045，后面只写末几位也行（00126001-045），不连的用、隔开。

    错：
    票据
    | 票据种类         | 起号   | 止号   | 份数   | 已用   | 作废  | 作废号 | 结存   |
    | ---------------- | ------ | ------ | -----: | -----: | ----: | ------ | -----: |
    | 资金往来结算票据 | 000001 | 000050 |     50 |     37 |     1 | 000003 | **10** |
    | 资金往来结算票据 | 000051 | 000099 | **50** |      0 |     0 |        |     50 |
    | 非税收入票据     | 000001 | 000050 |     50 | **11** |     0 |        |     39 |
    | 校内收据         | 000001 | 000025 |     25 |      0 | **2** | 7      |     23 |
    收费记录
    | 收款日期   | 票据种类         | 票据号                |
    | ---------- | ---------------- | --------------------- |
    | 2026-09-07 | 资金往来结算票据 | 000001-000002、000004 |
    | 2026-09-08 | 资金往来结算票据 | **000004-020**        |
    | 2026-09-08 | 资金往来结算票据 | **000023-000040**     |
    | 2026-09-08 | 非税收入票据     | 000001-000010         |
    | 2026-09-09 | 非税收入票据     | **000101**            |
    | 2026-09-09 | 资金往来结算票据 | **没有开**            |

    对：
    票据
    | 票据种类         | 起号   | 止号   | 份数 | 已用 | 作废 | 作废号         | 结存 |
    | ---------------- | ------ | ------ | ---: | ---: | ---: | -------------- | ---: |
    | 资金往来结算票据 | 000001 | 000050 |   50 |   48 |    2 | 000003、000044 |    0 |
    | 资金往来结算票据 | 000051 | 000100 |   50 |   10 |    0 |                |   40 |
    | 非税收入票据     | 000001 | 000050 |   50 |    1 |    1 |                |   48 |
    收费记录
    | 收款日期   | 票据种类         | 票据号                        |
    | ---------- | ---------------- | ----------------------------- |
    | 2026-09-08 | 资金往来结算票据 | 000045-000060                 |
    | 2026-09-07 | 资金往来结算票据 | 000001-000002,000004 - 000043 |
    | 2026-09-08 | 非税收入票据     | 000001                        |
    | 2026-09-09 | 税务发票         | 26502000000123456789          |
    """
    receipts, own = books[FeeReceipt], books[ReceiptBook]
    receipts = receipts[receipts[FeeReceipt.ticket].isin(own[ReceiptBook.ticket])]
    every = pd.concat([receipts[FeeReceipt.ticket], own[ReceiptBook.ticket]], ignore_index=True)
    codes = pd.Series(pd.factorize(every)[0])
    kinds = codes[: len(receipts)].set_axis(receipts.index)
    own_kinds = codes[len(receipts) :].set_axis(own.index)
    used = spans(receipts[FeeReceipt.tickets], kinds)
    void = spans(own[ReceiptBook.void_numbers], own_kinds)
    drawn = spans(own[ReceiptBook.first] + "-" + own[ReceiptBook.last], own_kinds)
    drawn = drawn[~drawn.index.duplicated()]
    yield from _books(own, drawn, used, void)
    yield from _numbers(receipts, drawn, used, void)


def _books(own: pd.DataFrame, drawn: pd.DataFrame, used: pd.DataFrame, void: pd.DataFrame) -> Iterator[Hits]:
    counted = (drawn["last"] - drawn["first"] + 1).reindex(own.index)
    said = {
        name: own[name].fillna(0).astype("int64")
        for name in (ReceiptBook.size, ReceiptBook.used, ReceiptBook.void, ReceiptBook.left)
    }
    own = own.assign(
        号数=counted,
        开出=covered(drawn, union(used)),
        作废数=(void["last"] - void["first"] + 1).groupby(level=0).sum().reindex(own.index, fill_value=0),
        三项=said[ReceiptBook.used] + said[ReceiptBook.void] + said[ReceiptBook.left],
    )
    short = said[ReceiptBook.size] != own["号数"]
    listed = own[ReceiptBook.void_numbers] != ""
    unlike = said[ReceiptBook.used] != own["开出"]
    miscounted = listed & (said[ReceiptBook.void] != own["作废数"])
    torn = (said[ReceiptBook.size] != own["三项"]) & ~short & ~unlike & ~miscounted
    yield Hits(own[short], at=ReceiptBook.size, message="{起号} 到 {止号} 是 {号数} 份，份数写的是 {份数}。")
    yield Hits(
        own[unlike],
        at=ReceiptBook.used,
        message="{起号} 到 {止号}，收费记录里开出 {开出} 份，已用写的是 {已用}。",
    )
    yield Hits(own[miscounted], at=ReceiptBook.void, message="作废号有 {作废数} 个，作废写的是 {作废}。")
    yield Hits(
        own[torn], at=ReceiptBook.left, message="份数 {份数}，已用 {已用} 加作废 {作废} 加结存 {结存} 是 {三项}。"
    )  # fmt: skip


def _numbers(
    receipts: pd.DataFrame, drawn: pd.DataFrame, used: pd.DataFrame, void: pd.DataFrame
) -> Iterator[Hits]:
    clear = used["last"] >= used["first"]
    outside = clear & (covered(used, union(drawn)) != used["last"] - used["first"] + 1)
    yield _hits(receipts, used[~clear], "票据号“{号码}”看不出是哪几号。")
    yield _hits(receipts, used[outside], "票据号 {号码} 不在领来的票据里。")
    # Spoilt numbers stand among those that were given, so that they are no gap and cannot be given.
    rows = pd.concat([void.assign(void=True), used[clear & ~outside].assign(void=False)])
    rows = rows.sort_values(["first", "void"], ascending=[True, False], kind="stable")
    reach = rows["last"].cummax().shift(fill_value=-1)
    twice = ~rows["void"] & (rows["first"] <= reach)
    yield _hits(receipts, rows[twice], "票据号 {号码} 里有开过的或者作废的号码。")
    yield _hits(receipts, rows[_gaps(rows, union(drawn))], "票据号 {号码} 前面空着号码没有开，也不是作废号。")


def _gaps(rows: pd.DataFrame, drawn: pd.DataFrame) -> "pd.Series":
    """Whether a drawn number of the same kind below each span was neither given nor spoilt, though one below it was."""
    before = rows["last"].cummax().shift(fill_value=-1)
    between = pd.DataFrame({"first": before + 1, "last": rows["first"] - 1}, index=rows.index)
    same = rows["kind"] == rows["kind"].shift(fill_value=-1)
    return same & (between["last"] >= between["first"]) & (covered(between, drawn) > 0) & ~rows["void"]


def _hits(receipts: pd.DataFrame, found: pd.DataFrame, message: str) -> Hits:
    """The first of these spans of each receipt."""
    first = found[~found.index.duplicated()]
    return Hits(receipts.loc[first.index].assign(号码=first["号码"]), at=FeeReceipt.tickets, message=message)
