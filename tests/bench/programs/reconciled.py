"""The same files, reconciled."""

import sys
from pathlib import Path

from xlplan.jobs.reconcile import reconcile_files

if __name__ == "__main__":
    (proof,) = reconcile_files(Path(sys.argv[1]), [Path(sys.argv[2])]).proofs
    left = len(proof.book.open) + len(proof.bank.open)
    print(len(proof.groups), "groups,", left, "rows left over, difference", proof.difference)
