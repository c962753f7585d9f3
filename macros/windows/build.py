"""make bundle: dist/xlplan-VERSION-windows.zip, whole and checked, or not at all.

Wheels come from the registry that pip is set up for; Python's own installer does not, the technician puts it beside them.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from macros.windows.wheels import PLATFORM, PYTHON, Wheel, faults, in_bundle, in_folder, missing

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WHEELS = ROOT / "build" / "windows" / "wheels"
_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same wheels


def collect(folder: Path) -> None:
    """Our wheel, and for Windows all that it needs there.

    pip judges markers by the machine it runs on and so leaves out what only Windows needs; what is missing by the markers
    of Windows is asked for by name, until nothing is.
    """
    wanted: dict[str, None] = {}
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        _run("build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
        (own,) = folder.glob("xlplan-*.whl")
        options = ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", PYTHON]
        _run("pip", "download", *options, "--implementation", "cp", "--dest", folder, own, *wanted)
        gaps = [gap.requirement for gap in missing(in_folder(folder))]
        more = dict.fromkeys(str(gap).partition(";")[0].strip() for gap in gaps)
        if more.keys() <= wanted.keys():
            return
        wanted |= more


def _run(module: str, *arguments: str | Path) -> None:
    run = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stdout + run.stderr)


def own_files() -> Iterator[tuple[str, bytes]]:
    """What stands in the bundle beside the wheels, by name."""
    for name in ("安装.cmd", "卸载.cmd"):
        # cmd finds no label in a file whose lines do not end as on Windows.
        yield name, _lines(HERE / name).encode("ascii")
    yield "说明.html", _lines(HERE / "说明.html").encode()
    yield "program/install.py", _lines(HERE / "install.py").encode()
    for path in sorted((HERE / "words").glob("*.txt")):
        # With this mark, "type" shows the text alike in every code page.
        yield f"program/{path.name}", b"\xff\xfe" + _lines(path).encode("utf-16-le")


def _lines(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\n", "\r\n")


def licences(wheels: list[Wheel]) -> bytes:
    """许可证.txt: each library with its version and licence."""
    lines = [
        "本安装包里的程序和库，各按自己的许可证使用；许可证全文在 wheels 里各个 .whl 文件（可当 .zip 打开）的 dist-info 中。",
        "",
        *(f"{wheel.name} {wheel.version}    {wheel.licence}" for wheel in wheels),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def pack(bundle: Path, folder: Path) -> None:
    """Write the bundle from the wheels of a folder."""
    files = dict(own_files()) | {"许可证.txt": licences(in_folder(folder))}
    with zipfile.ZipFile(bundle, "w") as whole:
        for name in sorted(files):
            whole.writestr(_entry(name), files[name], zipfile.ZIP_DEFLATED)
        for path in sorted(folder.glob("*.whl")):
            whole.writestr(_entry(f"wheels/{path.name}"), path.read_bytes(), zipfile.ZIP_STORED)


def _entry(name: str) -> zipfile.ZipInfo:
    """zipfile marks a name as UTF-8 where it is not ASCII."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


def bundle(folder: Path, dist: Path) -> Path:
    """The finished bundle of these wheels, in dist; ends the program with every fault if they would not do on the PC."""
    (version,) = (wheel.version for wheel in in_folder(folder) if wheel.name == "xlplan")
    dist.mkdir(exist_ok=True)
    made = dist / f"xlplan-{version}-windows.zip"
    unproved = made.with_suffix(".part")
    pack(unproved, folder)
    found = list(faults(in_bundle(unproved)))
    if found:
        unproved.unlink()
        sys.exit("\n".join(found))
    return unproved.replace(made)


def main() -> None:
    """Collect, pack, check."""
    collect(WHEELS)
    made = bundle(WHEELS, ROOT / "dist")
    print(f"{made.relative_to(ROOT)}: {len(in_bundle(made))} wheels, {made.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
