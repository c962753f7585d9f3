"""What Excel is given to reach Python: xlwings' module, and nothing in it that a workbook could turn to its own ends."""

import re
import subprocess
import sys
from importlib.resources import files

import pytest

from xlplan.addin.functions import bridge as made
from xlplan.addin.functions.bridge import bridge

CODE = [line.partition(" '")[0] for line in bridge().splitlines() if not line.lstrip().startswith("'")]
PROCEDURES = re.findall(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\(", "\n".join(CODE), re.MULTILINE)


def test_it_is_ascii_and_keeps_the_licence_of_xlwings() -> None:
    assert bridge().isascii()
    assert bridge().startswith('#Const App = "Microsoft Excel"')
    assert "BSD 3-clause license" in bridge()
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in bridge()


def test_it_has_what_the_functions_need_and_no_more() -> None:
    assert sorted(PROCEDURES) == sorted(
        [
            "XLPyLoadDLL",
            "NDims",
            "XLPy",
            "ParentFolder",
            "GetConfig",
            "XLPyCommand",
            "XlplanPython",
            "XlplanPlain",
        ]
    )


def test_making_it_imports_nothing_of_xlwings() -> None:
    code = "import sys, xlplan.addin.build as ours; ours.functions_addin(); print([one for one in sys.modules if 'xlwings' in one])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


def test_no_cell_can_call_any_of_it() -> None:
    seen = [
        line for line in CODE if re.match(r"\s*(?:Public |Private )?(?:Declare|Const|Function|Sub) ", line)
    ]
    assert len(seen) > len(PROCEDURES)
    assert all(line.lstrip().startswith("Private ") for line in seen)


@pytest.mark.parametrize(
    "word",
    [".conf", "LICENSE_KEY", "FullName", "ActiveWorkbook", "ThisWorkbook", "Sheets", "PYTHONPATH", "RunPython",
     "ImportPythonUDFs", "VBProject", "prepare_sys_path", "WScript", "USERPROFILE", "ExpandEnvironmentStrings",
     "PROJECT_NAME"],
)  # fmt: skip
def test_no_workbook_and_no_folder_says_what_is_run(word: str) -> None:
    assert word not in "\n".join(CODE)


def test_the_profile_alone_says_where_python_is() -> None:
    assert re.findall(r'Environ\("(\w+)"\)', bridge()) == ["LOCALAPPDATA"]
    assert re.findall(r"Open (.*) For", bridge()) == ["path"]
    assert r'path = Environ("LOCALAPPDATA") & "\xlplan\settings.txt"' in bridge()


def test_python_is_started_apart_from_what_lies_around() -> None:
    line = next(line.strip() for line in CODE if "XLPyCommand = " in line)
    path = r"C:\学校 数据\python.exe"
    expression = line.partition(" = ")[2].replace("XlplanPython()", f'"{path}"')
    command = "".join(part[1:-1].replace('""', '"') for part in expression.split(" & "))
    serve = "from xlplan.addin.functions.excel import serve_excel; serve_excel('$(CLSID)')"
    assert command == f'cmd.exe /K ""{path}" -P -c "{serve}""'


def test_procedures_and_conditions_are_balanced() -> None:
    depth = 0
    for line in map(str.strip, CODE):
        if re.match(r"(?:Public |Private )?(?:Function|Sub) ", line):
            depth += 1
        if line in ("End Function", "End Sub"):
            depth -= 1
        assert depth in (0, 1)
    assert depth == 0
    for start, end in (("#If ", "#End If"), ("For ", "Next")):
        assert sum(line.strip().startswith(start) for line in CODE) == sum(
            line.strip().startswith(end) for line in CODE
        )
    blocks = [line for line in CODE if re.match(r"\s*If .* Then\s*(?:'.*)?$", line)]
    assert len(blocks) == sum(line.strip() == "End If" for line in CODE)


def test_every_procedure_that_is_called_is_there() -> None:
    text = files("xlwings").joinpath("xlwings_custom_addin.bas").read_text("utf-8")
    theirs = set(re.findall(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\(", text, re.MULTILINE))
    words = set(re.findall(r"\w+", re.sub(r'"[^"]*"', "", "\n".join(CODE))))
    assert words & theirs <= set(PROCEDURES)


def test_a_module_of_another_shape_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "_KEPT", ("GetDLL",))
    with pytest.raises(ValueError, match="0 times GetDLL"):
        bridge()


def test_what_a_clerk_is_told_is_spelt_in_ascii() -> None:
    said = re.findall(r"Description:=((?:ChrW\(&H\w{4}\)(?: & )?)+)", bridge())
    texts = ["".join(chr(int(code, 16)) for code in re.findall(r"&H(\w{4})", one)) for one in said]
    assert texts == ["xlplan 还没有装好，请重新运行安装。", "找不到 Python，请重新运行安装："]
    assert max(map(len, bridge().splitlines())) < 1000
