"""xlplan: checks, balances and papers around the workbooks of a school's general affairs office."""

__version__ = "0.1.0"
