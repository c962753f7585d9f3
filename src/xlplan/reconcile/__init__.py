"""Reconciliation: pairs the rows of two lists, and proves what is left over. Nothing here reads or writes a file."""
