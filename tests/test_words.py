"""What a clerk reads: complete, in Chinese, and on any Chinese console."""

import ast
from pathlib import Path

import pytest

from xlplan.findings import Rule
from xlplan.rules import every_rule

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "macros" / "windows").glob("*.py")])
READS_WHAT_OTHERS_TYPE = {"money", "raw", "vch12_words_unlike_figure"}


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.stem not in READS_WHAT_OTHERS_TYPE], ids=lambda path: path.stem
)
def test_all_our_words_can_be_shown_on_a_gbk_console(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value.encode("gbk")


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_says_what_is_wrong_and_what_to_do_in_chinese(rule: Rule) -> None:
    for words in (rule.title, rule.fix, rule.basis):
        assert any("一" <= letter <= "鿿" for letter in words)
    assert not rule.title.endswith("。")
    assert rule.fix.endswith("。")
