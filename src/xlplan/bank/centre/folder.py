"""The files that the centre gave an office, put together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from xlplan.bank.centre import balances, entries
from xlplan.bank.centre.export import FILE_NUMBER, Balances, Entries
from xlplan.bank.folder import is_statement
from xlplan.findings import CannotRun
from xlplan.tables.centre import CODE, ENTRIES, FIGURES, FOLDER, MONTH, ROW, Centre
from xlplan.tables.statement import FILE, Problem


def of_office(files: Iterable[Path]) -> Centre:
    """What the centre says in files, which are read in the order of their names.

    An account and month that stands alike in two files counts once, and in a 明细账 before a 科目余额表; where two files of
    a kind deny each other the later one is refused.
    """
    sheets: list[Entries | Balances] = []
    refused: dict[str, str] = {}
    for path in sorted(path for path in files if is_statement(path)):
        try:
            sheets += _read(path)
        except CannotRun as reason:
            refused[f"{FOLDER}/{path.name}"] = str(reason)
    if not sheets:
        return Centre(refused=refused)
    return _together(sheets, refused)


def _read(path: Path) -> Sequence[Entries | Balances]:
    """The tables of one file of the centre; raises CannotRun with one sentence where it has none that we know."""
    try:
        return entries.read(path)
    except CannotRun as reason:
        found = balances.read(path)
        if not found:
            raise CannotRun(str(reason)) from None
        return found


def _together(sheets: Sequence[Entries | Balances], refused: dict[str, str]) -> Centre:
    """One table with labels that count over all files."""
    listed = {number: own for number, own in enumerate(sheets) if isinstance(own, Entries)}
    rows, figures, problems = entries.together(listed) if listed else (Centre().entries, None, [])
    parts = [] if figures is None else [figures]
    for number, own in enumerate(sheets):
        if isinstance(own, Balances):
            parts.append(own.figures.assign(**{ROW: own.figures[ROW] + FILE * number, FILE_NUMBER: number}))
            problems += _in_file(own, number)
    figures = pd.concat(parts, ignore_index=True)
    refused = refused | dict(_denied(figures, sheets))
    kept = [f"{FOLDER}/{own.source.name}" not in refused for own in sheets]
    figures = figures[[kept[number] for number in figures[FILE_NUMBER]]]
    figures = figures.sort_values([ENTRIES, FILE_NUMBER], ascending=[False, True], kind="stable")
    figures = figures.drop_duplicates([CODE, MONTH]).sort_values([MONTH, CODE]).reset_index(drop=True)
    if listed:
        counted = pd.MultiIndex.from_frame(figures[[FILE_NUMBER, CODE, MONTH]])
        rows = rows[pd.MultiIndex.from_frame(rows[[FILE_NUMBER, CODE, MONTH]]).isin(counted)]
        rows = rows.drop(columns=FILE_NUMBER)
    told = tuple(told for told in problems if f"{FOLDER}/{told.file}" not in refused)
    files = tuple(own.source for own in sheets)
    return Centre(rows, figures.drop(columns=FILE_NUMBER), files, told, refused)


def _in_file(own: Balances, number: int) -> Iterator[Problem]:
    for told in own.problems:
        yield replace(told, row=None if told.row is None else told.row + FILE * number, file=own.source.name)


def _denied(figures: pd.DataFrame, sheets: Sequence[Entries | Balances]) -> Iterator[tuple[str, str]]:
    """Files in which an account and month has other figures than in a file of the kind before, and a sentence for each."""
    known: dict[tuple[object, ...], tuple[int, tuple[object, ...]]] = {}
    columns = [FILE_NUMBER, CODE, MONTH, ENTRIES, *FIGURES]
    for number, code, month, kind, *own in figures[columns].itertuples(index=False, name=None):
        first, before = known.setdefault((code, month, kind), (number, tuple(own)))
        pairs = zip(own, before, strict=True)
        if first != number and any(
            one is not pd.NA and two is not pd.NA and one != two for one, two in pairs
        ):
            name = sheets[number].source.name
            yield (
                f"{FOLDER}/{name}",
                f"{name} 和 {sheets[first].source.name} 里都有科目 {code} {month} 的账，数不一样，请只留对的一份。",
            )
