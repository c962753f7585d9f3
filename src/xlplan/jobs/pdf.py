"""PDF of Word papers, all of them in one run of LibreOffice."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from xlplan.findings import CannotRun
from xlplan.jobs.papers import Made
from xlplan.jobs.writing import write_whole

_PLACES = (
    "soffice",
    "libreoffice",
    *sorted(map(str, Path("/opt").glob("libreoffice*/program/soffice")), reverse=True),
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_MADE = b"% xlplan\n"
"""The comment with which a PDF of ours ends; none that a person exported does, nor ours once somebody has signed it."""
_SECONDS_EACH, _SECONDS = 20, 120
# A content control is the figure that it holds, not a field to fill in.
_FILTER = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}'
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""A paper's links are not followed, its macros not run."""


def add_pdf(made: Made) -> None:
    """Add a .pdf beside each Word paper; where there is no LibreOffice, say among the failures that there is none."""
    papers = [path for path in made.papers if path.suffix == ".docx"]
    if not papers:  # without a file to convert LibreOffice opens its window and waits
        return
    office = libreoffice()
    if not office:
        made.failed["PDF"] = "电脑上没有 LibreOffice，只做了 Word 文档，没有做 PDF。"
        return
    with tempfile.TemporaryDirectory() as folder:
        printed = _printed(office, papers, Path(folder))
        for paper, pdf in zip(papers, printed, strict=True):
            target = paper.with_suffix(".pdf")
            try:
                if target.is_file() and not target.read_bytes().endswith(_MADE):
                    raise CannotRun(
                        f"{target.name} 不是 xlplan 做的，或者做好以后有人改过，没有覆盖；要重做，先把它改名或移走。"
                    )
                if not pdf.is_file():
                    raise CannotRun(f"{paper.name} 没有做成 PDF。")
                write_whole(target, pdf.read_bytes() + _MADE)
                made.papers.append(target)
            except CannotRun as reason:
                made.failed[target.name] = str(reason)


def libreoffice() -> str | None:
    """The program of LibreOffice on this computer, if it has one."""
    return next(filter(None, map(shutil.which, _PLACES)), None)


def _printed(office: str, papers: list[Path], folder: Path) -> list[Path]:
    """Where the .pdf of each paper is, if it was made; papers of different months may bear one name."""
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    copies = [folder / f"{number}.docx" for number in range(len(papers))]
    for paper, copy in zip(papers, copies, strict=True):
        shutil.copyfile(paper, copy)
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        _FILTER,
    ]
    # What was not made is told paper by paper. The program starts another one, and both must end.
    with suppress(OSError), subprocess.Popen(
        [*command, "--outdir", str(folder), *map(str, copies)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as run:  # fmt: skip
        try:
            run.wait(_SECONDS + _SECONDS_EACH * len(papers))
        except subprocess.TimeoutExpired:
            _end(run)
    return [copy.with_suffix(".pdf") for copy in copies]


def _end(run: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()
