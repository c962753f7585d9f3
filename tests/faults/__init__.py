"""Months of bank reconciliation whose truth is known, and how well matchers find it."""
