"""What 公用经费 a number of pupils brings: so much for each of them, and more for who boards."""

import numpy as np
import pandas as pd

from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Office

STAGES = ("初中", "小学")


def grant(books: Books, stage: str, pupils: int, boarders: int, days: "pd.Series") -> pd.DataFrame:
    """What so many pupils and boarders bring by the standards of each of these days, index kept.

    应为 (fen, NaN for a day without a standard) is 标准×人数＋补助×住宿生; 人数 is 学生, or the fewest that are counted. Raises
    Waiting where a parameter is set for no day.
    """
    counted = np.maximum(books.numbers("公用经费最低计算人数", days), pupils)
    standard = books.amounts(f"{stage}生均公用经费标准", days)
    boarding = books.amounts("寄宿生公用经费补助标准", days)
    return pd.DataFrame({
        "应为": standard * counted + boarding * boarders,
        "学段": stage, "学生": pupils, "人数": counted, "标准": standard, "住宿生": boarders, "补助": boarding,
    })  # fmt: skip


def stage(books: Books) -> str:
    """The 学段 of the office; raises Waiting where it does not say it."""
    office = books[Office]
    said = office.loc[office[Office.item] == "学段", Office.content].tolist()
    if not said or said[0] not in STAGES:
        raise Waiting(f"“单位”表没有写明学段是{'还是'.join(STAGES)}")
    return str(said[0])
