"""The raw read of every master of an office: fastexcel with a type for each column, to pandas, nothing else."""

import sys
from pathlib import Path

import fastexcel

from xlplan.tables import MASTERS

if __name__ == "__main__":
    rows = 0
    for workbook, tables in MASTERS.items():
        reader = fastexcel.read_excel(Path(sys.argv[1]) / "workbooks" / workbook)
        for table in tables:
            sheet = reader.load_sheet(
                table.sheet, dtypes={str(column): column.kind.cells for column in table.columns}
            )
            rows += len(sheet.to_arrow().to_pandas(date_as_object=False))
    print(rows, "rows")
