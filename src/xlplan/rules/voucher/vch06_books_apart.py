from collections.abc import Iterator

from xlplan.ledger.vouchers import gaps, money_moves, of_kinds, vouchers, without_account
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-06", fix="补上预算会计分录或改正金额；代收、应缴、暂付等不入预算的钱，类型改为“非预算”。")
def books_apart(books: Books) -> Iterator[Hits]:
    """平行记账不一致

    纳入预算管理的钱，收付时财务会计和预算会计都要记：一张凭证里，现金、银行存款、零余额账户用款额度、其他货币资金、
    财政应返还额度净增加多少，资金结存（8001）就净增加多少。从银行提现金一增一减，不用记预算会计；
    代收款、应缴款、受托资金、暂付款，类型写“非预算”，不查。指向凭证第一行；借贷不平的先按 VCH-01 改平。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方    | 贷方 | 类型 |
    | ---------- | ------ | -------- | ------: | ---: | ---- |
    | 2026-10-08 | 记-1   | 5001     | **500** |      | 普通 |
    | 2026-10-08 | 记-1   | 100201   |         |  500 | 普通 |
    | 2026-10-09 | 记-2   | 120101   | **800** |      | 普通 |
    | 2026-10-09 | 记-2   | 4001     |         |  800 | 普通 |
    | 2026-10-09 | 记-2   | 800103   |      80 |      | 普通 |
    | 2026-10-09 | 记-2   | 6001     |         |   80 | 普通 |
    | 2026-10-10 | 记-3   | 5001     | **300** |      | 普通 |
    | 2026-10-10 | 记-3   | 1602     |         |  300 | 普通 |
    | 2026-10-10 | 记-3   | 7201     |     300 |      | 普通 |
    | 2026-10-10 | 记-3   | 800102   |         |  300 | 普通 |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 类型   |
    | ---------- | ------ | -------- | ---: | ---: | ------ |
    | 2026-10-08 | 记-1   | 5001     |  500 |      | 普通   |
    | 2026-10-08 | 记-1   | 100201   |      |  500 | 普通   |
    | 2026-10-08 | 记-1   | 7201     |  500 |      | 普通   |
    | 2026-10-08 | 记-1   | 800102   |      |  500 | 普通   |
    | 2026-10-09 | 记-2   | 1001     |  200 |      | 普通   |
    | 2026-10-09 | 记-2   | 100201   |      |  200 | 普通   |
    | 2026-10-10 | 记-3   | 100201   |   90 |      | 非预算 |
    | 2026-10-10 | 记-3   | 2307     |      |   90 | 非预算 |
    | 2026-10-10 | 记-4   | 5001     |  300 |      | 普通   |
    | 2026-10-10 | 记-4   | 1602     |      |  300 | 普通   |
    | 2026-10-11 | 记-5   | 5001     |  700 |      | 普通   |
    | 2026-10-11 | 记-5   | 4001     |      |  700 | 普通   |
    | 2026-10-11 | 记-5   | 7201     |  700 |      | 普通   |
    | 2026-10-11 | 记-5   | 6001     |      |  700 | 普通   |
    """
    lines = books[VoucherLine]
    voucher = vouchers(lines)
    moves = money_moves(lines, voucher)
    moves = moves.assign(相差=(moves["资金变动"] - moves["资金结存变动"]).abs())
    apart = voucher.isin(moves.index[moves["相差"] != 0])
    suspects = lines[apart].join(moves, on=voucher[apart])
    # Where the half of the first row does not balance, VCH-01 accuses this very cell.
    judged = (gaps(suspects) == 0) & ~of_kinds(suspects, voucher[apart], ("非预算",))
    judged &= ~without_account(suspects, voucher[apart])
    yield Hits(
        suspects[judged & ~voucher[apart].duplicated()],
        at=VoucherLine.debit,
        message="凭证 {凭证号} 资金变动 {资金变动:元}，资金结存变动 {资金结存变动:元}，相差 {相差:元}。",
    )
