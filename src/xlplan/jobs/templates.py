"""模板检查：每个 Word 模板用了哪些字段，有没有写错的地方。"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents.lint import Inspection, inspection
from xlplan.documents.lint.fields import nearest
from xlplan.documents.shelf import DOCUMENTS
from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk

_WORD = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".wps")


@dataclass(frozen=True)
class Looked:
    """A template that was looked through."""

    name: str
    """Of the file."""
    paper: str
    """The paper it is for; "" where its name is that of none."""
    source: str
    """own (in the office's templates/), shipped (ours), or file (asked for by its path)."""
    inspection: Inspection


@dataclass
class Templates:
    """What came of looking through templates."""

    looked: list[Looked] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    """File in the office's templates/ that no paper uses -> one sentence why."""
    refused: dict[str, str] = field(default_factory=dict)
    """File that could not be opened -> one sentence why."""

    @property
    def stops(self) -> bool:
        """Whether there is one of which no right paper can be made."""
        return any(looked.inspection.stops for looked in self.looked)


def templates(desk: Desk | None, files: Sequence[Path] = ()) -> Templates:
    """检查模板

    不写文件，就查单位用的每个模板：单位自己改过的（在 templates/ 里）用单位的，没有改过的用 xlplan 带的。写了文件，就只查这些文件。
    """
    found = Templates()
    for path in files:
        with _told(found, str(path)):
            seen = inspection(path.name, file_bytes(path, "模板"), _fields(path.stem))
            found.looked.append(Looked(str(path), path.stem if path.stem in DOCUMENTS else "", "file", seen))
    if not files and desk:
        own = desk.office / "templates"
        for paper, document in DOCUMENTS.items():
            name = f"{paper}.docx"
            with _told(found, name):
                seen = inspection(name, desk.template(paper), document.paper)
                source = "own" if (own / name).is_file() else "shipped"
                found.looked.append(Looked(name, paper, source, seen))
        found.unknown = dict(_unused(own))
    return found


def copy(desk: Desk, paper: str) -> Path:
    """复制模板

    把 xlplan 带的一种文书的模板放进单位的 templates/，用 Word 打开来改；单位已经有的不动。
    """
    if paper not in DOCUMENTS:
        raise CannotRun(f"没有叫“{paper}”的文书{nearest(paper, DOCUMENTS)}文书有 {'、'.join(DOCUMENTS)}。")
    return desk.copy_template(paper)


def _fields(name: str) -> type | None:
    """The fields of the paper of this name, None where there is none."""
    return DOCUMENTS[name].paper if name in DOCUMENTS else None


@contextmanager
def _told(found: Templates, name: str) -> Iterator[None]:
    """Keep why a template could not be opened, and go on."""
    try:
        yield
    except CannotRun as reason:
        found.refused[name] = str(reason)


def _unused(folder: Path) -> Iterator[tuple[str, str]]:
    """Word files in the office's folder that no paper uses."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        kind = path.suffix.lower()
        if path.name.startswith("~$") or kind not in _WORD or (kind == ".docx" and path.stem in DOCUMENTS):
            continue
        if path.stem in DOCUMENTS:
            yield path.name, f"{path.name} 用不上：模板要用 Word 另存为 {path.stem}.docx。"
        else:
            yield path.name, f"{path.name} 用不上：没有叫“{path.stem}”的文书{nearest(path.stem, DOCUMENTS)}"
