"""The raw read of 记账凭证: fastexcel with a type for each column, to pandas, nothing else."""

import sys

import fastexcel

from xlplan.tables.ledger import VoucherLine

if __name__ == "__main__":
    sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(
        VoucherLine.sheet, dtypes={str(column): column.kind.cells for column in VoucherLine.columns}
    )
    # Days as numpy days: Python dates, which to_pandas() would make, take a second more.
    print(len(sheet.to_arrow().to_pandas(date_as_object=False)), "lines")
