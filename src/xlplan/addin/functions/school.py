"""Functions that look into the calendar, the notices and the standards of the office, as they were saved last."""

from datetime import date

import pandas as pd

from xlplan.addin.functions.cells import count, day, text
from xlplan.addin.functions.place import Place
from xlplan.addin.functions.registry import Argument, function
from xlplan.excel.table import Column
from xlplan.findings import CannotRun
from xlplan.ledger.grant import grant as by_pupils
from xlplan.ledger.grant import stage
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.document_numbers import meant, own_words, written
from xlplan.tables.office import SpecialDay
from xlplan.tables.placeholders import placeholder
from xlplan.tables.plan import Dispatch, Notice


@function(
    "XL_WORKDAYS",
    Argument("first_day", "起日", day, "从哪一天起，算在内。"),
    Argument("last_day", "止日", day, "到哪一天止，算在内。"),
    placed=True,
)
def workdays(place: Place, first: date, last: date) -> int:
    """工作日天数

    两头都算，法定节假日不算，调休上班的周末算。工作簿在单位的文件夹里的，再按上次保存的台账里“特殊日”表加减；不在的，只按国家
    公布的放假安排。超出已经公布的年份、“特殊日”表也没有填到的日子，在格里说明，不按星期猜；下一年春节和国庆节的放假都填了，那一年就算知道。
    例：=XL_WORKDAYS("2026-10-01","2026-10-31") 是 18。
    """
    calendar = _calendar(place)
    if last < first:
        raise CannotRun(f"止日 {last} 早于起日 {first}。")
    earliest, latest = calendar.known()
    if first < earliest or last > latest:
        raise CannotRun(
            f"放假安排只知道 {earliest} 到 {latest} 的，更晚的，先把那年通知的放假和调休填进“特殊日”表。"
        )
    return calendar.workdays(first, last)


def _calendar(place: Place) -> Calendar:
    if place.office is None:
        return Calendar()
    with place.books() as books:
        special = books[SpecialDay]
        return books.once("calendar", lambda: Calendar(special))


@function(
    "XL_DOC_NUMBER",
    Argument("word", "代字", text, "如 松中发；不填就用“单位”表里的第一个发文机关代字。", optional=True),
    Argument("in_year", "年份", count, "如 2026；不填就是今年。", optional=True),
    placed=True,
)
def document_number(place: Place, word: str | None, year: int | None) -> str:
    """下一个发文字号

    按上次保存的台账，“通知”和“发文登记”两张表里这个代字、这一年用过的最大的号加 1；还没有用过的是 1 号。中间缺的号不补。表里有一个
    发文字号认不出来，就说出是哪一行，不给号。
    例：=XL_DOC_NUMBER() 是 松中发〔2026〕23号 这样的号；=XL_DOC_NUMBER("松中党发",2026) 另外写明代字和年份。
    """
    with place.books() as books:
        own = own_words(books)
        if word is None and not own:
            raise CannotRun("“单位”表没有写发文机关代字，请写上，或者在公式里写代字。")
        if word is not None and own and word not in own:
            raise CannotRun(f"“{word}”不是单位的发文机关代字（{'、'.join(own)}）。")
        word, year = word or own[0], year or books.today.year
        if not 2000 <= year <= 2099:
            raise CannotRun(f"年份 {year} 不对，要写四位，如 {books.today.year}。")
        numbers = pd.concat([_numbers(books, column) for column in (Notice.document, Dispatch.document)])
        used = numbers.loc[(numbers["word"] == word) & (numbers["year"] == year), "number"]
        return written(word, year, int(used.max()) + 1 if len(used) else 1)


def _numbers(books: Books, column: Column) -> pd.DataFrame:
    """What the numbers of a sheet mean; raises CannotRun for one that cannot be told."""
    # A row with another cell that cannot be read has used its number too.
    rows = pd.concat([books.requiring(False)[column.table], books.unread(column.table)]).sort_index()
    documents = rows[column]
    documents = documents[(documents != "") & documents.map(placeholder).isna()]
    numbers = meant(documents)
    for row in numbers.index[numbers["number"] == 0]:
        raise CannotRun(
            f"“{column.table.sheet}”表第 {row} 行的发文字号“{documents[row]}”认不出来，先把它改好。"
        )
    return numbers


@function(
    "XL_GRANT",
    Argument("pupils", "学生数", count, "人。"),
    Argument("boarders", "住宿生数", count, "人；不填就是没有。", optional=True),
    Argument("on_day", "日期", day, "哪一年的标准，填那年的任何一天；不填就是今年。", optional=True),
    placed=True,
)
def grant(place: Place, pupils: int, boarders: int | None, on: date | None) -> float:
    """公用经费应拨数

    按上次保存的台账，生均公用经费标准×学生数＋寄宿生补助标准×住宿生数，元；学生数不到最低计算人数的，按最低计算人数算。学段看
    “单位”表，标准看“参数”表在那年 1 月 1 日的值。和规则 BUD-08 一样。
    例：=XL_GRANT(620,310)。
    """
    with place.books() as books:
        if (boarders or 0) > pupils:
            raise CannotRun(f"住宿生 {boarders} 人，比学生 {pupils} 人还多。")
        year = (on or books.today).year
        days = pd.Series([pd.Timestamp(year, 1, 1)])
        due = by_pupils(books, stage(books), pupils, boarders or 0, days)["应为"].iloc[0]
        if pd.isna(due):
            raise CannotRun(f"“参数”表里公用经费的标准在 {year} 年 1 月 1 日没有值。")
        return float(round(due)) / 100
