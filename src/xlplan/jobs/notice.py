"""通知：把“通知”表里已经签发的做成 Word 公文。"""

from collections.abc import Sequence

from xlplan.documents.notice import NOTICE
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make


def notice(desk: Desk, numbers: Sequence[str] = ()) -> Made:
    """做通知

    不写编号，就做“通知”表里状态是已签发、已印发的；放进 papers/成文的月份/。缺了红头、版记要印的内容的，不做，列出要填的格；别的照做。
    """
    made = make(desk, desk.books(), NOTICE, numbers or ("",))
    if made == Made():
        raise CannotRun("“通知”表里没有已签发的通知。")
    return made
