"""Programs run side by side in fresh processes: wall time from start to exit, and peak memory."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As after an installation, where modules are compiled once."""


@dataclass(frozen=True)
class Program:
    """Something to measure."""

    what: str
    command: tuple[str | Path, ...]
    exits: tuple[int, ...] = (0,)
    """Exit codes that mean it did its work."""


@dataclass
class Side:
    """What the runs of one program took; its start-up and imports are part of it."""

    what: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Seconds of processor time, less shaken by what else the machine does."""
    peak: int = 0
    """Bytes, the most of all runs."""
    said: str = ""
    """What it printed, the same in every run."""

    @property
    def best(self) -> float:
        return min(self.seconds)

    @property
    def median(self) -> float:
        return median(self.seconds)


@dataclass(frozen=True)
class Row:
    """One of the speed targets; the first side is the yardstick of the others."""

    title: str
    target: str
    met: bool
    sides: tuple[Side, ...]
    notes: tuple[str, ...] = ()


def python(what: str, module: str, *arguments: str | Path) -> Program:
    """One of our measured programs, run by the Python that runs the bench."""
    return Program(what, (sys.executable, "-m", f"tests.bench.programs.{module}", *arguments))


def side_by_side(*programs: Program, runs: int) -> tuple[Side, ...]:
    """Run the programs in turns, so that a busy minute of the machine hits all alike."""
    sides = tuple(Side(program.what) for program in programs)
    for _ in range(runs):
        for side, program in zip(sides, programs, strict=True):
            _run(side, program)
    return sides


def _run(side: Side, program: Program) -> None:
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(program.command, stdout=output, stderr=subprocess.STDOUT, env=_INSTALLED)
        _, status, usage = os.wait4(process.pid, 0)
        side.seconds.append(time.perf_counter() - start)
        side.processor.append(usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if process.returncode not in program.exits:
        raise RuntimeError(f"{program.what} ended {process.returncode}: {said[-2000:]}")
    if len(side.seconds) > 1 and said != side.said:
        raise RuntimeError(f"{program.what} did not say the same again: {side.said[-500:]} / {said[-500:]}")
    side.said = said
    side.peak = max(side.peak, usage.ru_maxrss * 1024)


def table(sides: Sequence[Side]) -> str:
    """The sides as Markdown: ratios to the best run of the first one, then seconds and memory."""
    lines = [
        "| | ratio | best | median | processor | runs | peak memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    # A child's peak is never told as less than what its parent held when it was started.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for side in sides:
        ratio = f"{side.best / sides[0].best:.2f}"
        lines.append(
            f"| {side.what} | {ratio} | {side.best:.2f} s | {side.median:.2f} s | {min(side.processor):.2f} s | {len(side.seconds)} "
            f"| {'under ' if side.peak <= own else ''}{side.peak / 2**20:,.0f} MB |"
        )
    return "\n".join(lines)
