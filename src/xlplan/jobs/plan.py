"""学期工作计划：把“计划”“目标”“工作安排”做成 Word 文书。"""

from xlplan.documents.plan import PLAN
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make


def plan(desk: Desk, term: str = "") -> Made:
    """做学期工作计划

    学期照“学期”表里的写法，如 2026年秋季学期；不写就是当天所在的学期。序号一、（一）1.（1）按层级自动编，已经写了的照写。
    标题空着的、有格子读不出来的，不做，列出要填的格。
    """
    return make(desk, desk.books(), PLAN, (term,))
