"""Chinese VBA becomes ASCII that says the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.addin.vba.source import ascii_source


def spoken(expression: str) -> str:
    """What VBA makes of a text in quotes or of an expression in brackets that ascii_source wrote."""
    units = []
    for unit, text in re.findall(r'ChrW\(&H([0-9A-F]{4})\)|"((?:[^"]|"")*)"', expression):
        units.append(bytes.fromhex(unit) if unit else text.replace('""', '"').encode("utf-16-be"))
    return b"".join(units).decode("utf-16-be")


def test_a_text_becomes_the_letters_it_is_made_of() -> None:
    assert (
        ascii_source('MsgBox "预算 2026 年"\n')
        == 'MsgBox (ChrW(&H9884) & ChrW(&H7B97) & " 2026 " & ChrW(&H5E74))\n'
    )


def test_a_single_letter_needs_no_brackets() -> None:
    assert ascii_source('a = "元" + b') == "a = ChrW(&H5143) + b"


def test_a_rare_character_is_two_units() -> None:
    assert ascii_source('a = "𠮷"') == "a = (ChrW(&HD842) & ChrW(&HDFB7))"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=30))
def test_a_text_says_what_it_said(text: str) -> None:
    written = ascii_source('a = "{}"'.format(text.replace('"', '""')))
    assert written.isascii()
    assert spoken(written) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("x = 1 ' 加一", "x = 1"),
        ("' 说明", ""),
        ("    ' 说明", ""),
        ("Rem 说明", ""),
        ("x = 1: rem 说明", "x = 1:"),
        ("x = 1 ' plus one", "x = 1 ' plus one"),
        ("Rem it's plain", "Rem it's plain"),
        ("x = \"it's\" ' 说明", 'x = "it\'s"'),
        ('Remark "元"', "Remark ChrW(&H5143)"),
        ('x = "\'" & "元"', 'x = "\'" & ChrW(&H5143)'),
        ('x = """" & "元"', 'x = """" & ChrW(&H5143)'),
        ("' 一 _\n二 _\n三\nx = 1", "\n\n\nx = 1"),
        ("' one _\n' 二\nx = 1", "\n\nx = 1"),
    ],
)
def test_comments_that_are_not_ascii_are_left_out(written: str, expected: str) -> None:
    assert ascii_source(written) == expected


def test_ascii_stays_as_it_is() -> None:
    source = 'Attribute VB_Name = "A"\nConst B As String = "x"\n\n\' a comment\nSub C(Optional d As String = "")\nEnd Sub\n'
    assert ascii_source(source) == source


def test_windows_line_ends_become_plain() -> None:
    assert ascii_source("a\r\nb\r\n") == "a\nb\n"


@pytest.mark.parametrize(
    "statement",
    [
        'Const A = "元"',
        'Private Const A As String = "x" & "元"',
        'Public Const A As String = _\n    "元"',
        'x = 1: const A = "元"',
        'Attribute VB_Description = "元"',
        '#Const A = "元"',
        '#If A = "元" Then',
        '#ElseIf A = "元" Then',
        'Sub S(Optional ByVal a As String = "元")',
        'Public Static Function F(Optional ByVal a As String = "元") As String',
        'Property Get P(Optional ByVal a As String = "元") As String',
        'Private Declare PtrSafe Function F Lib "元" () As Long',
    ],
)
def test_a_text_that_must_be_constant_is_refused(statement: str) -> None:
    line = 3 + statement.count("\n")
    with pytest.raises(ValueError, match=f'line {line}: "元" must be constant'):
        ascii_source(f"Option Explicit\n\n{statement}\n")


@pytest.mark.parametrize(
    "line", ["Sub 检查()", "Constants = Array(1, 2)： x", "x = “a”", "x　= 1", 'x = "元']
)
def test_a_name_or_mark_that_is_not_ascii_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: . outside a text"):
        ascii_source(f"Option Explicit\n{line}\n")


@pytest.mark.parametrize(
    "line", ['Constant "元"', 'x = "Const": y = "元"', 'Case "元"', 'Functions("元").Run', 'If a = "元" Then']
)
def test_what_only_looks_like_a_constant_is_taken(line: str) -> None:
    assert ascii_source(line) == line.replace('"元"', "ChrW(&H5143)")


def test_a_line_that_gets_too_long_is_refused() -> None:
    fits = "元" * 66
    assert max(map(len, ascii_source(f'a\nb "{fits}"').split("\n"))) <= 1000
    with pytest.raises(ValueError, match=r"line 2: 10\d\d characters"):
        ascii_source(f'a\nb "{fits}元"')
