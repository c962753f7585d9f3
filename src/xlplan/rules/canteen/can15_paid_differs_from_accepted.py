from collections.abc import Iterator

from xlplan.ledger.vouchers import ledger_year, spent, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Delivery
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, sums_of

_KEY = "凭证"


@rule(
    "CAN-15",
    fix="拿送货单、验收单和这张凭证对：金额错的改，漏填的验收补上，凭证号写错的改过来。",
    whole=(VoucherLine,),
)
def paid_differs_from_accepted(books: Books) -> Iterator[Hits]:
    """付的食材款和验收的不一样

    采购验收写了凭证号的，同一张凭证的各行金额加起来，就是这张凭证付的钱（预算会计的支出）。不一样的，指向这张凭证的第一行验收的金额；
    账里没有这张凭证的，指向凭证号。付食材款用的预算号，别的凭证也用了却没有一行验收的，指向那一行分录的借方；
    采购验收写着的第一笔付款以前的凭证不看。账本年度以外付的不查。

    错：
    记账凭证
    | 日期       | 凭证号 | 摘要       | 科目代码 |    借方 | 贷方 | 预算号 |
    | ---------- | ------ | ---------- | -------- | ------: | ---: | ------ |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 7201     |     330 |      | 支21   |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 8001     |         |  330 |        |
    | 2026-10-15 | 记-2   | 付猪肉款   | 7201     | **960** |      | 支21   |
    | 2026-10-15 | 记-2   | 付猪肉款   | 8001     |         |  960 |        |
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额    | 凭证号   | 付款日期   |
    | ------ | ---------- | ---- | ---: | ------: | -------- | ---------- |
    | SC1    | 2026-10-12 | 白菜 |   50 | **120** | 记-1     | 2026-10-14 |
    | SC2    | 2026-10-12 | 青椒 |   33 |     198 | 记-1     | 2026-10-14 |
    | SC3    | 2026-10-13 | 猪肉 |   40 |     960 | **记-9** | 2026-10-15 |

    对：
    记账凭证
    | 日期       | 凭证号 | 摘要       | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ---------- | -------- | ---: | ---: | ------ |
    | 2026-08-31 | 记-9   | 付蔬菜款   | 7201     |  500 |      | 支21   |
    | 2026-08-31 | 记-9   | 付蔬菜款   | 8001     |      |  500 |        |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 5001     |  318 |      |        |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 100202   |      |  318 |        |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 7201     |  318 |      | 支21   |
    | 2026-10-14 | 记-1   | 付蔬菜款   | 8001     |      |  318 |        |
    | 2026-10-16 | 记-2   | 收退货款   | 8001     |   50 |      |        |
    | 2026-10-16 | 记-2   | 收退货款   | 7201     |      |   50 | 支21   |
    | 2026-10-16 | 记-3   | 付液化气款 | 7201     |  900 |      | 支22   |
    | 2026-10-16 | 记-3   | 付液化气款 | 8001     |      |  900 |        |
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 | 凭证号 | 付款日期   |
    | ------ | ---------- | ---- | ---: | ---: | ------ | ---------- |
    | SC1    | 2026-10-12 | 白菜 |   50 |  120 | 记-1   | 2026-10-14 |
    | SC2    | 2026-10-12 | 青椒 |   33 |  198 | 记-1   | 2026-10-14 |
    | SC3    | 2026-10-16 | 大米 |  -10 |  -50 | 记-2   | 2026-10-16 |
    | SC4    | 2026-10-16 | 鸡蛋 |   30 |  288 |        |            |
    | SC5    | 2025-10-16 | 鸡蛋 |   30 |  288 | 记-4   | 2025-10-16 |
    """
    rows, lines = books[Delivery], books[VoucherLine]
    rows = rows.assign(**{_KEY: voucher_keys(rows[Delivery.paid], rows[Delivery.voucher])})
    rows = rows[(rows[_KEY] != "") & (rows[Delivery.paid].dt.year == ledger_year(lines, books.today))]
    if rows.empty:
        return
    lines = lines.assign(
        **{_KEY: voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher]), "支出": spent(lines)}
    )
    first = rows.assign(合计=rows[Delivery.amount].groupby(rows[_KEY]).transform("sum"))
    first = first[~first[_KEY].duplicated()]
    first = beside(first, lines[[_KEY]], {_KEY: _KEY}, "账").assign(
        支付=sums_of(first, lines, {_KEY: _KEY}, lines["支出"])
    )
    yield Hits(
        first[first["账行"] == 0], at=Delivery.voucher, message="账里没有 {付款日期} 那个月的 {凭证号}。"
    )
    yield Hits(
        first[(first["账行"] != 0) & (first["合计"] != first["支付"])],
        at=Delivery.amount,
        message="{凭证号}付了 {支付:元}，写着这张凭证的验收合计 {合计:元}。",
    )
    begun = lines[VoucherLine.date] >= rows[Delivery.paid].min()
    spending = lines[begun & (lines["支出"] != 0) & (lines[VoucherLine.budget] != "")]
    own = spending.loc[spending[_KEY].isin(rows[_KEY]), VoucherLine.budget].unique()
    alone = spending[spending[VoucherLine.budget].isin(own) & ~spending[_KEY].isin(rows[_KEY])]
    yield Hits(
        alone[~alone[_KEY].duplicated()],
        at=VoucherLine.debit,
        message="{凭证号}用食材款的预算号 {预算号} 付了 {支出:元}，没有一行验收写着这张凭证。",
    )
