"""Vouchers, balances, periods: pure arithmetic on frames."""
