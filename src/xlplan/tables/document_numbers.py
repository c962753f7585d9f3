"""The numbers of official papers: 松中发〔2026〕8号 is number 8 of the word 松中发 in 2026."""

import pandas as pd

from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.office import Office

_MEANT = (
    r"^(?P<word>[^\W\d]\D*?)\W*(?P<year>(?:20)?[0-9]{2})年?\W*第?\W*0*(?P<number>[1-9][0-9]{0,5})\W*号?\W*$"
)
"""What a number means that is not written as it should be: 松中发[26]08号 is number 8 of 2026."""


def meant(documents: "pd.Series") -> pd.DataFrame:
    """What each 发文字号 means: word, year and number; "" and 0 where it cannot be told."""
    said = documents.str.extract(_MEANT)
    year, number = (pd.to_numeric(said[name]).fillna(0).astype(int) for name in ("year", "number"))
    return said[["word"]].fillna("").assign(year=year.where(year > 99, year + 2000), number=number)


def written(word: str, year: int, number: int) -> str:
    """A number as it should be written."""
    return f"{word}〔{year}〕{number}号"


def own_words(books: Books) -> list[str]:
    """The words of the office's own numbers, none where it has not said them."""
    facts = books[Office]
    said = facts.loc[facts[Office.item] == "发文机关代字", Office.content]
    return [word for text in said for word in listed(text)]
