"""What a nightly run goes through: ``make faults`` does all of it and prints the counts."""

import sys
import tempfile
from pathlib import Path

from tests.faults.befallen import FAULTS, Yard


def main() -> int:
    """Every fault with how often it befell a night; exit code 1 where one did harm."""
    harm = 0
    with tempfile.TemporaryDirectory() as folder:
        yard = Yard.of(Path(folder))
        for fault in FAULTS:
            wrongs = list(fault.times(yard))
            bad = list(filter(None, wrongs))
            print(f"{fault.name}：{len(wrongs)} 次，造成损害 {len(bad)} 次", flush=True)
            for wrong in bad[:3]:
                print(f"  {'；'.join(wrong)}")
            harm += len(bad)
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
