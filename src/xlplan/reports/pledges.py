"""责任书签订情况: of everybody and every class, tier by tier, who has signed the letter of the school year and who has not."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, share, source
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.term import term_days
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Department, SchoolClass, Staff
from xlplan.tables.safety import Pledge

NAME = "责任书签订情况"
_TIERS = (
    Head("层级", 12), Head("应签", 20, Kind.COUNT), Head("已签", 26, Kind.COUNT), Head("未签", 18, Kind.COUNT), Head("签订率", 22),
)  # fmt: skip
_WHO = (
    Head("层级", 12), Head("姓名（班级）", 20), Head("部门、岗位", 26), Head("甲方", 18), Head("责任书号", 22),
)  # fmt: skip
_SCHOOL, _DEPARTMENT, _TEACHER, _POST, _CLASS = Pledge.tier.choices
_SIGNED = "签"
_NONE = "没有责任书"


def pledges(books: Books, term: str = "") -> Report:
    """责任书签订情况

    一个学期（不写就是今天所在的）所在的学年，安全责任书签了没有：学校、处室、班主任、岗位、班级各一层，应签几份、已签几份，下面列出
    没有签的是谁。在岗的人每人一份、每班一份；“责任书”表里有他的，按表里写的层级，没有的按部门：最上一级部门的负责人是学校，别的负责人是处室，
    其余的是班主任、岗位。这个学年一份都没有的，不做。
    """
    term, first, _ = term_days(books, term)
    year = first.year - (first.month < 8)
    named = f"{year}—{year + 1}学年"
    rows = books.requiring((Pledge,))[Pledge]
    own = rows[rows[Pledge.year].str.startswith(f"{year}")]
    if own.empty:
        raise Waiting(f"“{Pledge.sheet}”表里没有 {named} 的责任书")
    every = _everybody(books.requiring((Staff, SchoolClass, Department)), own)
    lacking = tuple(_lacking(every[~every[_SIGNED]]))
    note = "全部签了。" if not lacking else f"还有 {len(lacking)} 份没有签，是谁写在第二张表里。"
    blocks = [Block(_TIERS, tuple(_counted(every, named)))]
    if lacking:
        blocks.append(Block(_WHO, lacking, "没有签的"))
    return Report(NAME, NAME, (note,), tuple(blocks), form(books, named, "审核", "制表人"))


def _everybody(books: Books, own: pd.DataFrame) -> pd.DataFrame:
    """A row for each letter that there is or should be: what 责任书 says, 部门, 岗位, and whether it is signed."""
    staff, classes, departments = books[Staff], books[SchoolClass], books[Department]
    heads = departments[departments[Department.head] != ""].set_index(Department.head)[Department.parent]
    highest = heads.index[heads == ""]
    here = staff[(staff[Staff.state] == "在岗") & (staff[Staff.name] != "")]
    names = here[Staff.name]
    tier = pd.Series(_POST, index=here.index).mask(names.isin(classes[SchoolClass.teacher]), _TEACHER)
    tier = tier.mask(names.isin(heads.index), _DEPARTMENT).mask(names.isin(highest), _SCHOOL)
    people = pd.DataFrame({
        Pledge.taker: names, "应在": tier, Staff.department: here[Staff.department], Staff.post: here[Staff.post],
    })  # fmt: skip
    rooms = pd.DataFrame({Pledge.taker: classes[SchoolClass.name], "应在": _CLASS})
    due = pd.concat([people, rooms], ignore_index=True)
    gone = staff.loc[~staff[Staff.name].isin(names), Staff.name]
    letters = own.loc[
        ~own[Pledge.taker].isin(gone), [Pledge.tier, Pledge.taker, Pledge.giver, Pledge.number, Pledge.signed]
    ]
    every = due.merge(letters, on=Pledge.taker, how="outer")
    every[Pledge.tier] = every[Pledge.tier].fillna(every["应在"])
    every[_SIGNED] = every[Pledge.signed].notna()
    order = every[Pledge.tier].map({name: place for place, name in enumerate(Pledge.tier.choices)})
    known = due.reset_index().drop_duplicates(Pledge.taker).set_index(Pledge.taker)["index"]
    place = every[Pledge.taker].map(known)
    return every.assign(层=order, 位=place).sort_values(["层", "位"], kind="stable")


def _counted(every: pd.DataFrame, year: str) -> Iterator[tuple[Value, ...]]:
    tiers = [name for name in Pledge.tier.choices if (every[Pledge.tier] == name).any()]
    for name in tiers:
        yield name, *_figures(every[every[Pledge.tier] == name], f"{year} {name}")
    yield Total(("合计", *_figures(every, f"{year} 全部")))


def _figures(rows: pd.DataFrame, which: str) -> Iterator[Value]:
    signed = int(rows[_SIGNED].sum())
    for word, count in (("应签", len(rows)), ("已签", signed), ("未签", len(rows) - signed)):
        yield Figure(count, source(Pledge.signed, f"{which}，{word}", len(rows), NAME))
    yield share(signed, len(rows))


def _lacking(rows: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    columns = (Pledge.tier, Pledge.taker, Staff.department, Staff.post, Pledge.giver, Pledge.number)
    told = rows[list(columns)].fillna("")
    for tier, taker, department, post, giver, number in told.itertuples(index=False, name=None):
        yield tier, taker, " ".join(filter(None, (department, post))), giver, number or _NONE


PLEDGES = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [pledges(books, term)])
