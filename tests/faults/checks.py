"""What must hold after a night, whatever befell it, and after the one that follows it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from xlplan.jobs.clock.history import past
from xlplan.jobs.clock.runs import State
from xlplan.jobs.morning import PAGE
from xlplan.jobs.trail.verify import verify
from xlplan.tables.office import NIGHTLY

_PAGE = f"papers/{PAGE}"
"""It tells of the night before, and so differs."""

Files = Mapping[str, str]
"""Path in the office -> SHA-256."""


def files(office: Path, *folders: str) -> dict[str, str]:
    """What lies in some folders of an office."""
    return {
        path.relative_to(office).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in (office / folder).rglob("*")
        if path.is_file()
    }


def masters(office: Path) -> dict[str, str]:
    """What the office owns, which no night may change."""
    return files(office, "workbooks", "bank")


def wrong_after(office: Path, own: Files, good: Files) -> list[str]:
    """What a night may not leave, whatever befell it: changed masters, half papers."""
    found = [] if masters(office) == own else ["a master changed"]
    for name, digest in files(office, "papers").items():
        if name == _PAGE:
            whole = (office / name).read_bytes().rstrip().endswith(b"</html>")
        else:
            whole = name.endswith(".part") or good.get(name) == digest
        if not whole:
            found.append(f"half a paper: {name}")
    return found


def wrong_at_last(office: Path, own: Files, good: Files) -> list[str]:
    """What must be wrong with nothing once a good night has followed."""
    found = wrong_after(office, own, good)
    if files(office, "papers").keys() != good.keys():
        found.append(
            f"papers that are not those of a good night: {sorted(set(files(office, 'papers')) ^ set(good))}"
        )
    states = [run.state for run in past(office).runs if run.job == NIGHTLY]
    if states.count(State.DONE) != 1 or State.RUNNING in states or states[-1] is not State.DONE:
        found.append(f"a run was lost or doubled: {states}")
    left = [name for name in files(office, "records") if name.endswith((".part", "-journal", "lease"))]
    if left:
        found.append(f"left behind: {left}")
    if misfit := verify(office, past(office).heads).misfit:
        found.append(misfit.message)
    return found
