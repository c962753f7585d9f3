"""The bundle for Windows: nothing that its PC needs is missing, nothing in it is useless or barred."""

import re
import zipfile
from pathlib import Path

import pytest
from macros.windows.build import ROOT, bundle, licences, own_files, pack
from macros.windows.wheels import faults, in_bundle, in_folder, missing

from tests.wheelwright import wheel

BUILT = sorted((ROOT / "dist").glob("xlplan-*-windows.zip"))


def told(folder: Path) -> list[str]:
    return list(faults(in_folder(folder)))


def test_a_set_that_needs_nothing_else_has_no_fault(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["Quick_Read>=2,<3", "plain"])
    wheel(tmp_path, "quick_read", "2.1", tag="cp311-cp311-win_amd64")
    wheel(tmp_path, "plain", tag="py2.py3-none-any")
    assert told(tmp_path) == []


def test_what_is_missing_far_down_is_told_with_who_needs_it(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["a"])
    wheel(tmp_path, "a", needs=["b"])
    wheel(tmp_path, "b", needs=["c>=1", "a"])
    assert told(tmp_path) == ["b-1.0-py3-none-any.whl needs c>=1: no wheel"]


def test_without_our_own_wheel_there_is_no_bundle(tmp_path: Path) -> None:
    assert told(tmp_path) == ["the bundle needs xlplan: no wheel"]


def test_a_version_that_does_not_fit_is_told_for_each_who_asks(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["a>=2", "b"])
    wheel(tmp_path, "a", "1.9")
    wheel(tmp_path, "b", needs=["a<1.5"])
    assert told(tmp_path) == [
        "b-1.0-py3-none-any.whl needs a<1.5: 1.9 does not fit",
        "xlplan-1.0-py3-none-any.whl needs a>=2: 1.9 does not fit",
    ]


@pytest.mark.parametrize(
    ("tag", "python"),
    [
        ("cp311-cp311-manylinux_2_28_x86_64", ">=3.11"),
        ("cp311-cp311-win32", ">=3.11"),
        ("cp311-cp311-win_arm64", ">=3.11"),
        ("cp312-cp312-win_amd64", ">=3.11"),
        ("cp312-abi3-win_amd64", ">=3.11"),
        ("py3-none-any", ">=3.12"),
    ],
)
def test_a_wheel_of_another_platform_or_python_is_told_and_counts_as_missing(
    tag: str, python: str, tmp_path: Path
) -> None:
    wheel(tmp_path, "xlplan", needs=["a"])
    wheel(tmp_path, "a", tag=tag, python=python)
    assert told(tmp_path) == [
        "xlplan-1.0-py3-none-any.whl needs a: no wheel",
        f"a-1.0-{tag}.whl cannot be used by Python 3.11 on win_amd64",
    ]


@pytest.mark.parametrize("tag", ["cp310-abi3-win_amd64", "py3-none-win_amd64", "cp311-none-any"])
def test_a_wheel_that_pip_on_the_pc_takes_is_no_fault(tag: str, tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["a"])
    wheel(tmp_path, "a", tag=tag)
    assert told(tmp_path) == []


def test_what_only_windows_needs_is_missing_and_what_only_others_need_is_not(tmp_path: Path) -> None:
    needs = [
        'a; platform_system == "Windows"',
        'b; sys_platform == "win32" and python_version >= "3.11"',
        'c; os_name == "posix"',
        'd; python_full_version < "3.11"',
    ]
    wheel(tmp_path, "xlplan", needs=needs)
    assert [gap.requirement.name for gap in missing(in_folder(tmp_path))] == ["a", "b"]


def test_an_extra_brings_its_own_needs_also_when_it_is_asked_for_later(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["a", "b"])
    wheel(tmp_path, "a", needs=["c; extra == 'quick'", "d; extra == 'slow'"])
    wheel(tmp_path, "b", needs=["a[quick]"])
    assert told(tmp_path) == ['a-1.0-py3-none-any.whl needs c; extra == "quick": no wheel']


def test_an_address_is_not_met_by_a_wheel(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", needs=["a @ https://example.org/a.whl"])
    wheel(tmp_path, "a")
    (gap,) = missing(in_folder(tmp_path))
    assert gap.requirement.name == "a"


@pytest.mark.parametrize(
    "licence",
    [
        "License-Expression: GPL-3.0-or-later",
        "License-Expression: MIT AND AGPL-3.0-only",
        "License: gpl v2",
        "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        "Classifier: License :: OSI Approved :: GNU Affero General Public License v3",
        "",
    ],
)
def test_a_licence_that_binds_others_or_none_at_all_is_refused(licence: str, tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", licence=licence)
    (fault,) = told(tmp_path)
    assert fault.startswith("xlplan-1.0-py3-none-any.whl ")


@pytest.mark.parametrize(
    "licence",
    [
        "License: LGPL-2.1-only",
        "Classifier: License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",
        "License: BSD\n        not the GPL, says its text",
    ],
)
def test_a_lesser_licence_and_a_text_that_only_speaks_of_another_are_taken(
    licence: str, tmp_path: Path
) -> None:
    wheel(tmp_path, "xlplan", licence=licence)
    assert told(tmp_path) == []


def test_of_two_versions_both_are_told(tmp_path: Path) -> None:
    wheel(tmp_path, "xlplan", "1.0")
    wheel(tmp_path, "xlplan", "1.1")
    assert len(told(tmp_path)) == 2


def test_the_bundle_holds_what_its_folder_held_and_is_the_same_twice(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "xlplan", needs=["a"])
    wheel(tmp_path / "wheels", "a", tag="cp311-cp311-win_amd64", licence="License: BSD")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    pack(first, tmp_path / "wheels")
    pack(second, tmp_path / "wheels")
    assert first.read_bytes() == second.read_bytes()
    assert in_bundle(first) == in_folder(tmp_path / "wheels")
    with zipfile.ZipFile(first) as whole:
        assert whole.read("许可证.txt").decode("utf-8-sig").splitlines()[2:] == [
            "a 1.0    BSD",
            "xlplan 1.0    MIT",
        ]
        assert all(entry.flag_bits & 0x800 for entry in whole.infolist() if not entry.filename.isascii())


def test_a_library_whose_licence_stands_there_as_a_whole_text_is_listed_by_its_name(tmp_path: Path) -> None:
    long = "License: BSD 3-Clause\n        Copyright\nClassifier: License :: OSI Approved :: BSD License"
    wheel(tmp_path, "a", licence=long)
    assert licences(in_folder(tmp_path)).decode("utf-8-sig").splitlines()[2] == "a 1.0    BSD License"


def test_wheels_with_a_fault_leave_no_bundle(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "xlplan", "2.0", needs=["a"])
    with pytest.raises(SystemExit, match="needs a: no wheel"):
        bundle(tmp_path / "wheels", tmp_path / "dist")
    assert list((tmp_path / "dist").iterdir()) == []
    wheel(tmp_path / "wheels", "a")
    assert bundle(tmp_path / "wheels", tmp_path / "dist").name == "xlplan-2.0-windows.zip"
    assert len(list((tmp_path / "dist").iterdir())) == 1


def test_what_cmd_reads_is_ascii_in_lines_of_windows_and_jumps_only_to_labels_it_has() -> None:
    for name, content in own_files():
        if name.endswith(".cmd"):
            text = content.decode("ascii")
            assert text.count("\n") == text.count("\r\n")
            assert set(re.findall(r"goto (\w+)", text)) <= set(re.findall(r"^:(\w+)", text, re.MULTILINE))


def test_every_text_that_cmd_shows_is_there_and_every_text_is_shown() -> None:
    files = dict(own_files())
    commands = "".join(content.decode("ascii") for name, content in files.items() if name.endswith(".cmd"))
    texts = {name for name in files if name.endswith(".txt")}
    assert {found.replace("\\", "/") for found in re.findall(r"program\\[\w-]+\.txt", commands)} == texts
    for name in texts:
        assert files[name].startswith(b"\xff\xfe")
        assert files[name].decode("utf-16").endswith("\r\n")
        files[name].decode("utf-16").encode("gbk")


@pytest.mark.parametrize("built", BUILT or [None], ids=lambda path: path.name if path else "none")
def test_the_bundle_that_was_built_lacks_nothing(built: Path | None) -> None:
    if built is None:
        pytest.skip("no dist/xlplan-*-windows.zip; make bundle builds it")
    assert list(faults(in_bundle(built))) == []
    assert {"pywin32", "colorama", "tzdata"} <= {wheel.name for wheel in in_bundle(built)}
    with zipfile.ZipFile(built) as whole:
        assert whole.testzip() is None
        assert {"安装.cmd", "卸载.cmd", "说明.html", "许可证.txt", "program/install.py"} <= set(
            whole.namelist()
        )
