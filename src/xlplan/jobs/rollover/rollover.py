"""换年：旧的一年结完账，建新的一年：带过来余额、参数、人员和没有完的事，核对年初数等于年末数，旧的一年封存成档案。"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xlplan.excel.frames import Frames
from xlplan.excel.masters import workbook
from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun, Severity
from xlplan.jobs.desk import SETTINGS, Desk
from xlplan.jobs.new import FOLDERS
from xlplan.jobs.publish import FOLDER
from xlplan.jobs.rollover.archive import archive, name, proof_text
from xlplan.jobs.rollover.carried import CARRIED, Manner, carried
from xlplan.jobs.rollover.old import Old
from xlplan.jobs.rollover.openings import closing_balances
from xlplan.jobs.rollover.proof import Line, proved
from xlplan.jobs.rollover.ready import refuse_unready
from xlplan.jobs.trail.approvals import write_down
from xlplan.jobs.trail.chain import add, chain, keep, sha256
from xlplan.jobs.trail.openings import ROLLOVER
from xlplan.jobs.trail.snapshot import present
from xlplan.jobs.writing import fresh_folder, write_whole
from xlplan.ledger.commitments import funnel
from xlplan.ledger.vouchers import ledger_year
from xlplan.money import grouped
from xlplan.rules.judge import judge
from xlplan.tables import ABOUT, MASTERS
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import YearEnd
from xlplan.tables.claims import Claim
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Term

_MUST = ("CLS-01", "CLS-04")
"""Rules that no new year may break."""
_NAMED = 3


@dataclass(frozen=True)
class Rolled:
    """A year that was begun from the one before."""

    folder: Path
    year: int
    """The one that is over."""
    lines: tuple[Line, ...]
    """What both years agree in."""
    sheets: Mapping[Manner, tuple[tuple[str, int], ...]]
    """Sheet and number of its rows, by what became of it."""
    pack: Path
    counts: Mapping[Severity, int]
    """What a check of the new office finds on its first day."""
    notes: tuple[str, ...]
    """What is left to be done, a sentence each."""


def rollover(desk: Desk, folder: Path) -> Rolled:
    """换年

    desk 是旧的一年。有凭证的月份和 12 月都结了账、年末结转记了账才做。新的一年先在旁边建好，读回来和旧的一项一项核对，有一项不相等就全部不要；
    都相等才放到 folder。旧的文件夹一个字也不改。
    """
    if {folder.resolve(), *folder.resolve().parents} & {desk.office.resolve()}:
        raise CannotRun(f"{folder} 在旧的单位文件夹里面，请放在外面。")
    files = dict(_files(desk.office))
    books = desk.books()
    year = _year(books)
    desk = replace(desk, today=max(desk.today, date(year, 12, 31)))
    old = Old(replace(books, today=desk.today, kept={}), year)
    refuse_unready(desk, old)
    sheets = carried(old)
    with fresh_folder(folder) as part:
        _write(desk.office, part, old, sheets, files)
        new = Desk(part, max(desk.today, old.next.date()), desk.progress, desk.now)
        books = new.books()
        lines = proved(old, books)
        _refuse_unequal(lines)
        judged = judge(books)
        if broken := next((found for found in judged.findings if found.rule.id in _MUST), None):
            raise CannotRun(f"新的一年没有建：{broken.ref} {broken.message}")
        content = archive(desk, old, files, lines)
        _record(desk, new, old, content, lines)
        open_claims = set(sheets[Claim][Claim.number]) if Claim in sheets else set()
        write_down(new, {number: own for number, own in old.books.bound.items() if number in open_claims})
        if {path: sha256(was) for path, was in files.items()} != {
            path: sha256(now) for path, now in _files(desk.office)
        }:
            raise CannotRun("旧的台账刚刚又保存过，没有建新的，请关闭 Excel 再做一次。")
    return Rolled(
        folder,
        year,
        lines,
        _told(sheets),
        folder / "papers" / name(year),
        judged.counts,
        tuple(_notes(old, published=(desk.office / FOLDER).is_dir())),
    )


def _year(books: Books) -> int:
    try:
        with books.asked():
            return ledger_year(books[VoucherLine], books.today)
    except Waiting as reason:
        raise CannotRun(f"旧的账本读不了，没有建新的：{reason}。") from None


def _files(office: Path) -> Iterator[tuple[str, bytes]]:
    for path in present(office):
        yield path, file_bytes(office / path, "文件")


def _write(office: Path, part: Path, old: Old, sheets: Frames, files: Mapping[str, bytes]) -> None:
    """The folder of the next year: masters, templates, the pictures that its rows name, and the settings."""
    for own in FOLDERS:
        (part / own).mkdir(exist_ok=True)
    for master in old.workbooks:
        content = workbook(MASTERS[master], sheets, lists=sheets, about=ABOUT[master])
        write_whole(part / "workbooks" / master, content)
    for path, content in files.items():
        if path.startswith("templates/"):
            write_whole(part / path, content)
    photos = (office / "photos").resolve()
    for photo in sorted(set(_photos(sheets))):
        picture = (photos / photo).resolve()
        if picture.is_relative_to(photos) and picture.is_file():  # a cell may hold any text
            write_whole(part / "photos" / photo, picture.read_bytes())
    settings = (office / SETTINGS).read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in settings if not line.lstrip().startswith("today")]
    write_whole(part / SETTINGS, "\n".join([*kept, ""]).encode())


def _photos(sheets: Frames) -> Iterator[str]:
    for table, rows in sheets.items():
        for column in table.columns:
            if column.photos:
                names = rows[column].str.split("、").explode().str.strip()
                yield from names[names != ""].unique()


def _refuse_unequal(lines: tuple[Line, ...]) -> None:
    apart = [line for line in lines if not line.equal]
    if not apart:
        return
    told = "；".join(
        f"{line.kind} {line.name} 上年末 {line.told(line.closing)}，年初 {line.told(line.opening)}"
        for line in apart[:_NAMED]
    )
    more = f"，等 {len(apart)} 项" if len(apart) > _NAMED else ""
    raise CannotRun(f"年初和上年末不相等，没有建新的：{told}{more}。")


def _record(desk: Desk, new: Desk, old: Old, content: bytes, lines: tuple[Line, ...]) -> None:
    """The pack, and a first record that speaks of it and of what the year begins with."""
    pack = name(old.year)
    write_whole(new.office / "papers" / pack, content)
    last = chain(desk.office)[-1]
    told = {
        "year": old.year,
        "files": {pack: keep(new.office, content)},
        "seal": keep(new.office, proof_text(lines).encode()),
        "before": {"number": last.number, "hash": last.hash},
        "closing": [list(ended) for ended in closing_balances(old)],
    }
    add(new, ROLLOVER, told)


def _told(sheets: Frames) -> dict[Manner, tuple[tuple[str, int], ...]]:
    return {
        manner: tuple(
            (table.sheet, len(rows)) for table, rows in sheets.items() if CARRIED[table].manner is manner
        )
        for manner in Manner
    }


def _claimed(old: Old) -> str:
    """What is still to be paid of claims of the old year holds nothing of the next year's budget: "" where nothing is."""
    try:
        with old.books.asked():
            sums = funnel(old.books, old.end.date())
    except Waiting:  # no claims are kept, or a row of them cannot be read
        return ""
    count, fen = int(sums["已批单数"].sum()), int(sums["已批未付"].sum())
    if not fen:
        return ""
    return (
        f"{old.year} 年批准、还没有付完的报销单 {count} 张、{grouped(fen)} 元，不占用 {old.year + 1} 年的预算；"
        f"要用 {old.year + 1} 年的预算付的，编预算时留出来。"
    )


def _notes(old: Old, published: bool) -> Iterator[str]:
    for lost in old.books.lost:
        yield f"{lost} 以前有，现在没有了，新的一年里也没有。"
    if not (old[Term][Term.start] >= old.next).any():
        yield f"“学期”表里还没有 {old.year + 1} 年开始的学期，校历定了就填；没有学期，按教学周、学期查的规则查不到。"
    yield f"“预算”表的年初数是 0，照 {old.year + 1} 年的预算批复填。"
    if YearEnd.workbook in old.workbooks:
        merged = old[YearEnd]
        done = merged[(merged[YearEnd.year] == f"{old.year}") & merged[YearEnd.merged].notna()]
        if done.empty:
            yield f"食堂 {old.year} 年还没有并表，在旧的文件夹里做。"
    if told := _claimed(old):
        yield told
    if after := sorted({month for _, month in old.books.statements if month > old.month}):
        yield f"旧的 bank 文件夹里 {'、'.join(after)} 的对账单没有带过来，复制到新的 bank 文件夹里。"
    if published:
        yield f"以前的公示网页留在旧的“{FOLDER}”文件夹里，学校网站上的不要删；新的一年另做一个目录。"
    yield "定时任务还在旧的文件夹里做：在旧的里面 xlplan schedule remove，在新的里面 xlplan schedule install。"
