"""The desk a job works at: one office folder, one day. Files of an office are written through it, and in no other way."""

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from xlplan.bank.centre.folder import of_office as centre_exports
from xlplan.bank.folder import of_office
from xlplan.documents.shipped import shipped
from xlplan.excel.package import file_bytes
from xlplan.excel.papers import alike
from xlplan.excel.reading import Workbook
from xlplan.findings import CannotRun
from xlplan.jobs.clock import history
from xlplan.jobs.trail.approvals import bound
from xlplan.jobs.trail.chain import chain
from xlplan.jobs.trail.months import seals
from xlplan.jobs.trail.openings import closed_with
from xlplan.jobs.writing import refuse_touched, write_folder, write_whole
from xlplan.tables import ABOUT, MASTERS, REQUIRED, photos
from xlplan.tables.books import Books, Waiting, read
from xlplan.tables.centre import FOLDER
from xlplan.tables.office import BankAccount

SETTINGS = "xlplan.toml"


def find_office(start: Path) -> Path:
    """The nearest folder upward that is an office."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise CannotRun(
        "这里不是单位的文件夹（找不到 xlplan.toml）。请用 --office 指明，或用 xlplan new 新建一个。"
    )


@dataclass(frozen=True)
class Desk:
    """An office folder and the day it is judged on. Masters are only read."""

    office: Path
    today: date
    progress: Callable[[str], None] = lambda step: None
    """Told the name of each step as it is done."""
    now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    """The clock on the wall, which tells when something was done; never what day it is judged on."""
    notify: tuple[str, ...] = field(default=(), repr=False)
    """Whom to tell when something is wrong: addresses that may hold a password, or ``keyring:`` and a name. See ``notify``."""

    with_photos: bool = True
    """Whether pictures that cells name are looked for in photos/; a snapshot has none."""

    @classmethod
    def at(cls, office: Path, day: date | None, clock: date, progress: Callable[[str], None]) -> "Desk":
        """The desk of an office: judged on ``day``, else on ``today`` of its settings, else by the clock."""
        path = office / SETTINGS
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            raise CannotRun(f"{office} 不是单位的文件夹（里面没有 {SETTINGS}）。") from None
        except OSError:
            raise CannotRun(f"{path} 打不开，可能没有权限。") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
            raise CannotRun(f"{path} 写得不对，读不懂。") from reason
        set_day = settings.get("today", clock)
        if not isinstance(set_day, date):
            raise CannotRun(f"{path} 里的 today 要写成日期，如 today = 2026-11-30。")
        targets = settings.get("notify", [])
        if not (isinstance(targets, list) and all(isinstance(target, str) for target in targets)):
            raise CannotRun(f'{path} 里的 notify 要写成方括号里的几段文字，如 notify = ["mailto://……"]。')
        return cls(office, day or set_day, progress, notify=tuple(targets))

    @property
    def month(self) -> str:
        """The month of the day, YYYY-MM."""
        return f"{self.today:%Y-%m}"

    def begun(self, month: str) -> str:
        """The month that was asked for, this one if none was; raises CannotRun for one that is still to come."""
        if month > self.month:
            raise CannotRun(f"{month} 还没有到：今天按 {self.today} 算。")
        return month or self.month

    def master(self, name: str) -> Path:
        """Where a master lies, if it is there."""
        return self.office / "workbooks" / name

    def masters(self, instead: Mapping[str, Path] | None = None) -> dict[str, Path]:
        """Where each master lies that the office keeps, or has to; ``instead`` puts a copy in its place."""
        kept = (name for name in MASTERS if name in REQUIRED or os.path.lexists(self.master(name)))
        return {name: self.master(name) for name in kept} | dict(instead or {})

    def books(self, instead: Mapping[str, Path] | None = None) -> Books:
        """Read the masters and the statement files as they are now, and what the records say of checked days, closed months and approvals."""
        books = self._remembered(read(self.masters(instead), self.today, self.progress))
        exports = cache(lambda: centre_exports(_listed(self.office / FOLDER)))
        strange = dict(self._strangers())
        look = photos.look_into(self.office / photos.FOLDER) if self.with_photos else photos.unseen
        books = replace(
            books, checked=_checked(self.office), exports=exports, passed_over=strange, photos=look
        )
        try:
            accounts = books[BankAccount]
        except Waiting:
            return books
        folder = self.office / "bank"
        if not folder.is_dir() or not {BankAccount.name, BankAccount.number} <= set(accounts):
            return books
        found = of_office(folder.iterdir(), accounts)
        refused = {**books.refused, **found.refused}
        return replace(
            books, statements=found.statements, refused=refused, passed_over=strange | found.passed_over
        )

    def _remembered(self, books: Books) -> Books:
        """Records that cannot be read keep no rule but two from judging."""
        try:
            records = chain(self.office)
            had = {path for record in records for path in record.content.get("files", ())}
            lost = tuple(name for name in books.not_kept if f"workbooks/{name}" in had)
            sealed = seals(self.office, records)
            return replace(books, lost=lost, seals=sealed, bound=bound(records), closed=closed_with(records))
        except CannotRun as reason:
            return replace(books, unsealed=str(reason))

    def _strangers(self) -> Iterator[tuple[str, str]]:
        """The workbooks among the masters that are none of ours, such as claims (1).xlsx."""
        for path in sorted(_listed(self.office / "workbooks")):
            ours = path.name in MASTERS or path.name.startswith(("~$", "."))
            if path.suffix.lower() in (".xlsx", ".xls", ".et") and not ours:
                yield f"workbooks/{path.name}", "不是台账的名字，没有读。"

    def template(self, name: str) -> bytes:
        """A Word template: the office's own, or ours."""
        own = self.office / "templates" / f"{name}.docx"
        return file_bytes(own, "模板") if own.is_file() else shipped(name)

    def copy_template(self, name: str) -> Path:
        """Put our Word template into the office's templates/, to be changed there; raises CannotRun where it has its own."""
        own = self.office / "templates" / f"{name}.docx"
        if own.exists():
            raise CannotRun(f"templates 里已经有 {own.name}，没有动它；要用原样的，先把它改名或移走。")
        write_whole(own, shipped(name))
        return own

    def write(self, name: str, content: bytes, month: str = "") -> Path:
        """Write a paper into the folder of its month (this one), whole or not at all.

        A paper that says the same as before stays as it is, with its date, be it open in Excel; a workbook also where it would be
        made as of another day now.
        """
        path = self.office / "papers" / (month or self.month) / name
        if not (path.is_file() and alike(path.read_bytes(), content)):
            refuse_touched(path)
            write_whole(path, content)
        return path

    def write_folder(
        self, name: str, files: Iterable[tuple[str, bytes]]
    ) -> tuple[list[Path], dict[str, str]]:
        """Write many papers into a folder of this month; see ``writing.write_folder``."""
        return write_folder(self.office / "papers" / self.month / name, files)


def _listed(folder: Path) -> list[Path]:
    """The files of a folder that an office may do without."""
    return list(folder.iterdir()) if folder.is_dir() else []


def _checked(office: Path) -> frozenset[date] | None:
    """The days whose books were checked; None where the history cannot be read."""
    try:
        return history.past(office).checked
    except CannotRun:
        return None


def choose_master(asked: str, desk: Desk) -> tuple[str, Path]:
    """Which file stands for which master: the name of a master, or the path of a copy, told by its sheets."""
    if asked in MASTERS:
        return asked, desk.master(asked)
    path = Path(asked)
    if not path.exists():
        masters = "、".join(f"{name}（{about}）" for name, about in ABOUT.items())
        raise CannotRun(f"没有 {asked} 这个文件；台账有 {masters}。")
    sheets = set(Workbook(path).sheets)
    if path.name in MASTERS:
        return path.name, path
    shared = {master: sum(table.sheet in sheets for table in tables) for master, tables in MASTERS.items()}
    best = max(shared, key=lambda master: shared[master])
    if not shared[best]:
        raise CannotRun(f"{path.name} 里没有认识的工作表，不知道是哪个台账的副本。")
    return best, path
