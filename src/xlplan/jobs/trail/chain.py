"""The chain of an office: one file for each snapshot, close or reopening, for what a night saw approved, and for the year before; each bears the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.findings import CannotRun
from xlplan.jobs.writing import write_whole

if TYPE_CHECKING:  # a desk reads the chain for what its books are sealed by
    from xlplan.jobs.desk import Desk


@dataclass(frozen=True)
class Record:
    """One link. Its hash covers all of it, the hash of the one before included."""

    number: int
    """1 for the first, without gaps."""
    kind: str
    """snapshot, hold, close, reopen, approval or rollover."""
    at: datetime
    """When it was made, with its offset from UTC."""
    day: date
    """The day it is for."""
    content: Mapping[str, Any]
    """What JSON can say."""
    previous: str
    """SHA-256 of the link before, "" for the first."""

    @property
    def hash(self) -> str:
        """SHA-256 in hexadecimal digits."""
        text = json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode(errors="surrogatepass"))

    @property
    def objects(self) -> list[str]:
        """The SHA-256 of all that is kept for it."""
        seal = self.content.get("seal")
        return [*self.content.get("files", {}).values(), *([seal] if seal else [])]


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def folder(office: Path) -> Path:
    """Where the links lie."""
    return office / "records" / "trail"


def links(office: Path) -> Iterator[tuple[Path, Record | None, str]]:
    """Each file of the chain in order: the record (None where it cannot be read) and the hash that it says it has."""
    for path in sorted(folder(office).glob("[0-9]*.json")):
        try:
            found = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
            given = str(found.pop("hash"))
            found |= {"at": datetime.fromisoformat(found["at"]), "day": date.fromisoformat(found["day"])}
            record = Record(**found)
            if not all(isinstance(name, str) for name in record.objects):
                raise TypeError("the name of an object is a text")
            yield path, record, given
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            yield path, None, ""


def chain(office: Path) -> tuple[Record, ...]:
    """The records of an office; raises CannotRun where one cannot be read, or was changed. Whether they fit together is ``verify``'s question."""
    found = []
    for path, record, given in links(office):
        if record is None:
            raise CannotRun(f"{path} 读不懂，用 xlplan verify 看。")
        if record.hash != given:
            raise CannotRun(f"{path} 被改过，用 xlplan verify 看。")
        found.append(record)
    return tuple(found)


def add(desk: "Desk", kind: str, content: Mapping[str, Any]) -> Record:
    """Put a record at the end of the chain. Only the holder of the lease may."""
    before = chain(desk.office)
    previous = before[-1].hash if before else ""
    record = Record(before[-1].number + 1 if before else 1, kind, desk.now(), desk.today, content, previous)
    text = json.dumps(_plain(record) | {"hash": record.hash}, ensure_ascii=False, indent=1)
    path = folder(desk.office) / f"{record.number:06d}.json"
    if path.exists():  # on a network a folder may be listed as it was a moment ago
        raise CannotRun(f"{path} 刚刚由别人写了，没有再写，请重做一次。")
    write_whole(path, text.encode(errors="surrogatepass"))
    return record


def keep(office: Path, content: bytes) -> str:
    """Keep some bytes among what the records speak of, once however often they come; returns their SHA-256."""
    name = sha256(content)
    path = _kept(office, name)
    if not path.is_file():
        write_whole(path, content)
    return name


def kept(office: Path, name: str) -> bytes:
    """The bytes of this SHA-256; raises CannotRun where they are gone, or are others."""
    path = _kept(office, name)
    try:
        content = path.read_bytes()
    except OSError:
        raise CannotRun(f"{path} 找不到了或打不开，记录里的内容缺了这一份。") from None
    if sha256(content) != name:
        raise CannotRun(f"{path} 的内容变了，和记录对不上。")
    return content


def _kept(office: Path, name: str) -> Path:
    return office / "records" / "objects" / name[:2] / name


def _plain(record: Record) -> dict[str, Any]:
    """A record as JSON says it, without its hash."""
    return vars(record) | {"at": record.at.isoformat(), "day": record.day.isoformat()}
