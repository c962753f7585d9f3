"""PDF of papers: all in one run of LibreOffice, which looks at nothing outside of them; without it they are Word papers only."""

import io
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml import parse_xml
from PIL import Image

from tests.office import convert, needs_office
from xlplan.jobs.papers import Made
from xlplan.jobs.pdf import add_pdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Namespaces of a Word document."""


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of the runs of LibreOffice, one a line."""
    log, own = tmp_path / "runs.log", tmp_path / "programs" / "soffice"
    own.parent.mkdir()
    own.write_text(f'#!/bin/sh\necho run >>"{log}"\nexec "{shutil.which("soffice")}" "$@"\n')
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{own.parent}{os.pathsep}{os.environ['PATH']}")
    return log


def words(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


@needs_office
def test_many_papers_are_printed_in_one_run_each_beside_its_own(
    every: dict[str, list[Path]], tmp_path: Path, runs: Path
) -> None:
    months = tmp_path / "2026-10", tmp_path / "2026-11"
    papers = []
    for month, paper in zip(months, (every["通知"][0], every["财务收支公示"][0]), strict=True):
        month.mkdir()
        papers.append(Path(shutil.copy(paper, month / "文书.docx")))
    papers.append(Path(shutil.copy(every["月度工作报告"][0], months[1])))
    made = Made(papers=list(papers))
    add_pdf(made)
    assert made.failed == {}
    assert made.papers == [*papers, *(paper.with_suffix(".pdf") for paper in papers)]
    assert runs.read_text() == "run\n"
    assert "松中发〔2026〕19号" in words(months[0] / "文书.pdf")
    document = docx.Document(str(papers[1]))
    figures = ["".join(own.itertext(f"{{{W}}}t")) for own in document.element.iter(f"{{{W}}}sdt")]
    printed = words(months[1] / "文书.pdf")
    assert len(figures) > 20
    assert [figure for figure in figures if figure not in printed] == []
    with pdfplumber.open(papers[2].with_suffix(".pdf")) as pdf:
        assert sum(len(page.images) for page in pdf.pages) == 3


def test_without_libreoffice_the_word_papers_stand_and_that_is_said(
    every: dict[str, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = Made(papers=every["通知"][:1])
    add_pdf(made)
    assert made.papers == every["通知"][:1]
    assert made.failed == {"PDF": "电脑上没有 LibreOffice，只做了 Word 文档，没有做 PDF。"}


@needs_office
def test_where_no_paper_was_made_libreoffice_is_not_started(runs: Path) -> None:
    made = Made()
    add_pdf(made)
    assert made == Made()
    assert not runs.exists()


def test_a_paper_that_libreoffice_does_not_print_is_told(
    every: dict[str, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "soffice"
    own.write_text("#!/bin/sh\nexit 1\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    made = Made(papers=[Path(shutil.copy(every["通知"][0], tmp_path / "甲.docx"))])
    add_pdf(made)
    assert made.failed == {"甲.pdf": "甲.docx 没有做成 PDF。"}
    assert made.papers == [tmp_path / "甲.docx"]


PRINTED = b"%PDF-1.7\n/Producer(LibreOffice 24.2)\n%%EOF\n"
"""What the program that stands for LibreOffice prints."""


@pytest.mark.parametrize("others", [b"%PDF-1.4\nscan\n%%EOF\n", PRINTED, PRINTED + b"% xlplan\n" + PRINTED])
def test_a_pdf_is_made_anew_but_not_over_one_that_a_person_put_there_exported_or_signed(
    others: bytes, every: dict[str, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nfor file; do case "$file" in *.docx) '
        f"printf '{PRINTED.decode().replace('%', '%%')}' >\"${{file%.docx}}.pdf\";; esac; done\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    paper, target = Path(shutil.copy(every["通知"][0], tmp_path / "甲.docx")), tmp_path / "甲.pdf"
    for _ in range(2):
        made = Made(papers=[paper])
        add_pdf(made)
        assert (made.papers, made.failed) == ([paper, target], {})
        assert target.read_bytes() == PRINTED + b"% xlplan\n"
    target.write_bytes(others)
    made = Made(papers=[paper])
    add_pdf(made)
    assert made.papers == [paper]
    assert made.failed == {
        "甲.pdf": "甲.pdf 不是 xlplan 做的，或者做好以后有人改过，没有覆盖；要重做，先把它改名或移走。"
    }
    assert target.read_bytes() == others


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of our own, and what was asked of it."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            paths.append(self.path)  # what is asked for in another way ends here too
            super().send_error(code, message, explain)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def linked(path: Path, site: str) -> Path:
    """A paper with a picture that lies on a server, once as a drawing and once as a field."""
    document = docx.Document()
    document.add_paragraph("通知正文")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    run = document.add_paragraph().add_run()
    run.add_picture(picture)
    link = document.part.relate_to(f"{site}/drawing.png", f"{RELATIONS}/image", is_external=True)
    (blip,) = run._element.iter(f"{{{DRAWING}}}blip")
    del blip.attrib[f"{{{RELATIONS}}}embed"]
    blip.set(f"{{{RELATIONS}}}link", link)
    field = document.add_paragraph()
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> INCLUDEPICTURE "{site}/field.png" \\d </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>图</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        field._p.append(parse_xml(f'<w:r xmlns:w="{W}">{part}</w:r>'))
    document.save(str(path))
    return path


@needs_office
def test_a_picture_that_lies_elsewhere_is_not_asked_for(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    site, paths = asked
    paper = linked(tmp_path / "通知.docx", site)
    made = Made(papers=[paper])
    add_pdf(made)
    assert made.failed == {}
    assert "通知正文" in words(tmp_path / "通知.pdf")
    assert paths == []
    # LibreOffice as it comes does ask.
    convert([paper], "pdf", tmp_path / "as it comes")
    assert "/drawing.png" in paths
