"""与核算中心对账：单位的账和会计核算中心的账，逐个科目对。"""

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.reconcile import Reconciled
from xlplan.reconcile.centre import GROUP, compared, of_month
from xlplan.tables.books import Waiting
from xlplan.tables.centre import FOLDER, MONTH


def centre(desk: Desk, account: str = "", month: str = "") -> Reconciled:
    """与核算中心对账。

    科目写单位的或者核算中心的代码都行，写上级科目就对它下面的全部；不写就对全部科目。不写月份，就是核算中心给的最后一个月。
    只读台账和 centre 文件夹里的文件。
    """
    books = desk.books()
    refused = tuple(books.centre.refused.values())
    try:
        with books.asked():
            both = compared(books)
            months = sorted(set(both.figures[MONTH]))
            if not months:
                raise CannotRun(" ".join([f"{FOLDER} 文件夹里没有核算中心本年的账，不能对账。", *refused]))
            month = month or months[-1]
            if month not in months:
                raise CannotRun(f"{FOLDER} 文件夹里没有核算中心 {month} 的账，只有 {'、'.join(months)} 的。")
            codes = both.asked(account) if account else sorted(set(both.figures[GROUP]))
            if not codes:
                raise CannotRun(f"核算中心的账里没有科目 {account}。")
            return Reconciled(tuple(of_month(books, codes, month)), refused=refused)
    except Waiting as reason:
        raise CannotRun(f"{reason}，不能对账。") from None
