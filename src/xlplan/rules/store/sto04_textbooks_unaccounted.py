from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.stores import Textbook


@rule("STO-04", fix="重新点余下的书，对照到货单和签收的本数，改正写错的一格；少了的查清去向。")
def textbooks_unaccounted(books: Books) -> Iterator[Hits]:
    """教材到数不等于发数加余数

    到了多少本，不是发给了学生，就应当还在库房：到数＝发数＋余数。余数是点出来的，不是算出来的。指向余数。

    错：
    | 学期           | 年级   | 学科 | 应发 | 到数 | 发数 | 余数  |
    | -------------- | ------ | ---- | ---: | ---: | ---: | ----: |
    | 2026年秋季学期 | 七年级 | 语文 |   89 |   95 |   89 | **5** |
    | 2026年秋季学期 | 七年级 | 数学 |   89 |   95 |   88 | **8** |

    对：
    | 学期           | 年级   | 学科 | 应发 | 到数 | 发数 | 余数 |
    | -------------- | ------ | ---- | ---: | ---: | ---: | ---: |
    | 2026年秋季学期 | 七年级 | 语文 |   89 |   95 |   89 |    6 |
    | 2026年秋季学期 | 七年级 | 数学 |   89 |    0 |    0 |    0 |
    """
    rows = books[Textbook]
    gap = rows[Textbook.arrived] - rows[Textbook.issued] - rows[Textbook.left]
    yield Hits(
        rows.assign(应剩=rows[Textbook.arrived] - rows[Textbook.issued])[(gap != 0).fillna(False)],
        at=Textbook.left,
        message="{学期} {年级}{学科}到了 {到数} 本，发了 {发数} 本，应剩 {应剩} 本，余数写的是 {余数}。",
    )
