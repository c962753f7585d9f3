"""Recall: known mistakes planted in the clean demo office, one at a time, and what the check says of each."""
