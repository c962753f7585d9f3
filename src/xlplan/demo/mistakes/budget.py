"""Mistakes in budget.xlsx."""

from xlplan.demo.edits import Mistake, cell, put, scrawl
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.budget import BudgetLine


def _budget(column: Column, number: str) -> Spot:
    return Spot(column, ((BudgetLine.number, number),))


MISTAKES = (
    cell("拨款", "公用经费 675,800 元写成 657,800 元：与人数标准不符，收支也不平了。", "BUD-01 BUD-08", _budget(BudgetLine.original, "S01"), 65_780_000),
    scrawl("调整", "追加速印机款以后，调整后一格手工填了年初的数。", "BUD-02", _budget(BudgetLine.adjusted, "G16"), 52_000),
    cell("科目", "公务接待的经济科目 30217 打成了没有的 30210。", "BUD-03", _budget(BudgetLine.economic, "G11"), "30210"),
    cell("绩效", "临聘劳务用公用经费开支，经济科目却填成绩效工资。", "BUD-04", _budget(BudgetLine.economic, "G13"), "30107"),
    Mistake(
        "培训", "从培训费里挪 3,000 元给维修费，培训费低于公用经费的 5%。", {_budget(BudgetLine.original, "G10"): ("BUD-05",)},
        (put(_budget(BudgetLine.original, "G10"), 3_300_000), put(_budget(BudgetLine.original, "G09"), 10_300_000)),
    ),
    scrawl("盖掉", "水费的追加一格用 0 盖掉了公式。", "TAB-06", _budget(BudgetLine.added, "G05"), 0),
    cell("用途", "校门改造专项的经济科目填成了公务接待。", "BUD-07", _budget(BudgetLine.economic, "Z01"), "30217"),
    Mistake("上年", "实验耗材的上年数少写了一个零，看着今年涨了九倍多。", {_budget(BudgetLine.adjusted, "G12"): ("BUD-10",)}, (put(_budget(BudgetLine.last_year, "G12"), lambda fen: fen // 10),)),
    Mistake("安全", "消防维保的上年数填成了 29,100 元，今年的 24,000 元就低于上年。", {_budget(BudgetLine.adjusted, "G14"): ("BUD-11",)}, (put(_budget(BudgetLine.last_year, "G14"), 2_910_000),)),
)  # fmt: skip
