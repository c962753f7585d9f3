"""Statement files of every bank read into one kind of frame, and proved by their own balances and totals."""
