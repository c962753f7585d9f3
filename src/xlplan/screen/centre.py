"""What ``xlplan reconcile --centre`` shows; as JSON it is a reconciliation like any other."""

from collections.abc import Iterator

from xlplan.jobs.reconcile import Reconciled
from xlplan.money import grouped
from xlplan.reconcile.lists import AMOUNT, DAY, PART, ROW, SUMMARY
from xlplan.reconcile.proof import HINT, Reconciliation
from xlplan.reconcile.sentences import BANK, BOOK, asked, where
from xlplan.screen import shown


def text(found: Reconciled) -> Iterator[str]:
    """One line for each account, and below it what only one side has."""
    for proof in found.proofs:
        yield from _account(proof)
    left = [proof.account for proof in found.proofs if not agrees(proof)]
    yield f"{len(found.proofs)} 个科目，{f'{len(left)} 个不符：' + '、'.join(left) if left else '全部相符'}。"


def agrees(proof: Reconciliation) -> bool:
    """Whether both books have the same figures, as far as the centre says them, even before adjustment."""
    left = [int(side.open[AMOUNT].sum()) for side in (proof.book, proof.bank)]
    return left[0] == left[1] and not proof.difference and not proof.problems


def _account(proof: Reconciliation) -> Iterator[str]:
    sides = f"单位余额 {shown(proof.book.closing)}，核算中心余额 {shown(proof.bank.closing)}"
    yield f"{proof.account} {proof.month}：{sides}，{'相符' if agrees(proof) else '不符'}。"
    for side, rows, said in (
        (BOOK, proof.book.open, "单位已记、核算中心未记"),
        (BANK, proof.bank.open, "核算中心已记、单位未记"),
    ):
        for mark, (_, row) in zip(asked(rows), rows.iterrows(), strict=True):
            kind = f"{'借' if row[AMOUNT] > 0 else '贷'} {grouped(abs(row[AMOUNT]))}"
            place = where(proof, side, row[PART], row[ROW])
            told = "，".join(filter(None, (place, mark)))
            yield f"  {said}  {row[DAY]:%Y-%m-%d}  {kind}  {row[SUMMARY]}（{told}）{row[HINT]}"
    if proof.difference:
        yield f"  除去上面这些，还相差 {grouped(proof.difference)}。"
    yield from (f"  问题：{problem.detail}" for problem in proof.problems)
