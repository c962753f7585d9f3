"""银行流水：读一个银行流水文件。"""

from pathlib import Path

from xlplan.bank.reading import read_statement
from xlplan.tables.statement import Statement


def statement(path: Path) -> Statement:
    """读银行流水。

    哪家银行的格式都按列名认，读完用余额逐行核对，再和文件自己写的合计核对。认不出的格式不猜，直接说明。
    """
    return read_statement(path)
