"""What is measured: programs that take a ledger and print what they found; each run is a fresh process."""
