"""安全责任书：在岗的教职工一人一份。"""

from xlplan.documents.letters import LETTER
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make_batch


def letters(desk: Desk) -> Made:
    """做安全责任书

    “教职工”表里在岗的一人一份，放进 papers/月份/安全责任书/。向谁负责，看“部门”表的负责人和上级部门。
    不知道向谁负责的，不做，列出要填的格；有人在 Word 里改过的，不覆盖。
    """
    made = make_batch(desk, desk.books(), LETTER)
    if made == Made():
        raise CannotRun("“教职工”表里没有在岗的人。")
    return made
