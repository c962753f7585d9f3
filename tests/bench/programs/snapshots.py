"""So many snapshots of an office."""

import sys
from datetime import date
from pathlib import Path

from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.snapshot import snapshot

if __name__ == "__main__":
    desk = Desk(Path(sys.argv[1]), date(2026, 11, 30))
    for _ in range(int(sys.argv[2])):
        print("snapshot", snapshot(desk).number)
