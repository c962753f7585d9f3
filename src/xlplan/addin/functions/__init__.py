"""Cell functions: what a clerk writes into a formula, the same in Excel and in Calc."""

from collections.abc import Sequence
from datetime import date

from xlplan.addin.functions import books, figures, school
from xlplan.addin.functions.place import Place
from xlplan.addin.functions.registry import FUNCTIONS, Column, Function, Value


def answer(name: str, arguments: Sequence[object], workbooks: Sequence[str], today: date) -> Value | Column:
    """What a formula shows: asked with cells (ranges as rows of cells) from one of these workbooks, today by the clock."""
    if name not in FUNCTIONS:
        return f"xlplan 没有 {name} 这个函数，可能是版本旧了。"
    try:
        return FUNCTIONS[name].answer(arguments, Place(tuple(workbooks), today))
    except Exception as crash:  # the one catch of this front end: a cell has nobody else to tell
        return f"程序出错，不是账的错：{crash!r}。"


__all__ = ["FUNCTIONS", "Column", "Function", "Value", "answer", "books", "figures", "school"]
