"""Write the generated pages of this folder, or with --check say which are out of date.

rules.md from the rules' pages, tables.md from the tables, functions.md from the cell functions, demo.md from the planted
mistakes of the demo school; in the READMEs what the commands print.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from xlplan.addin.functions import FUNCTIONS
from xlplan.demo import described
from xlplan.demo.edits import Planted
from xlplan.jobs.new import new
from xlplan.rules import every_rule
from xlplan.tables import MASTERS

_HERE = Path(__file__).parent
_ROOT = _HERE.parent


def rules_page() -> Iterator[str]:
    """Every rule with its page."""
    yield "# 规则\n\n每条规则一节：什么算错，错和对的例子，怎么改。粗体是规则指出的单元格。"
    yield "| 规则 | 级别 | 查什么 |\n| --- | --- | --- |\n" + "\n".join(
        f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.word} | {rule.title} |" for rule in every_rule()
    )
    for rule in every_rule():
        _, _, rest = rule.page.partition("\n")
        yield f'<a id="{rule.id.lower()}"></a>\n\n## {rule.id} {rule.title}'
        yield _with_blank_lines(rest.strip())
        yield f"怎么改：{rule.fix}　依据：{rule.basis}"


def _with_blank_lines(page: str) -> str:
    """Markdown wants a blank line before a table; the pages are written without."""
    lines: list[str] = []
    for line in page.splitlines():
        if lines and lines[-1] and line.startswith("|") != lines[-1].startswith("|"):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def tables_page() -> Iterator[str]:
    """Every master sheet with its columns."""
    yield "# 台账\n\n一个工作簿一章，一张表一节。公式列自动计算，不用填。"
    for workbook, tables in MASTERS.items():
        yield f"## {workbook}"
        for table in tables:
            yield f"### {table.sheet}\n\n{' '.join((table.__doc__ or '').split())}"
            yield "| 列 | 种类 | 怎么填 |\n| --- | --- | --- |\n" + "\n".join(
                f"| {column} | {'公式' if column.formula else column.kind.word} | {column.guide} |"
                for column in table.columns
            )


def functions_page() -> Iterator[str]:
    """Every cell function with its arguments."""
    yield (
        "# 函数\n\n在单元格里用的函数，Excel 和 LibreOffice 里写法一样。方括号里的可以不填。每个参数都可以是一片单元格，答案就是同样"
        "大小的一片（在 LibreOffice 和旧版 Excel 里用 Ctrl+Shift+Enter 输入）；几个参数都是一片的，大小要一样；XL_GAP 除外，它把"
        "一片算成一个数。"
    )
    yield (
        "要的那一格空着，答案也空着。算不出来的，格里是一句话，说明为什么，不会当成 0；SUM 不加文字，所以合计前先看看有没有这样的格。"
        "查台账的函数看工作簿在哪个单位的文件夹里，用那里上次保存的台账；存了台账以后，按 Ctrl+Alt+F9（LibreOffice 里按 "
        "Ctrl+Shift+F9）重新算。“今天”按单位的设置（演示学校停在 2026-11-30），没有设置的按电脑。LibreOffice 里同时开着两个单位的工作簿时不猜，只在格里说明。"
    )
    yield "| 函数 | 给出什么 |\n| --- | --- |\n" + "\n".join(
        f"| [{one.usage}](#{one.name.lower()}) | {one.title} |" for one in FUNCTIONS.values()
    )
    for one in FUNCTIONS.values():
        yield f'<a id="{one.name.lower()}"></a>\n\n## {one.usage} {one.title}'
        yield one.help
        yield "| 参数 | 怎么填 |\n| --- | --- |\n" + "\n".join(
            f"| {argument.label} | {'可以不填。' if argument.optional else ''}{argument.help} |"
            for argument in one.arguments
        )


def demo_page() -> Iterator[str]:
    """The mistakes that are planted in the demo school."""
    yield (
        "# 演示学校里的差错\n\n`xlplan new 文件夹 --demo` 建的演示学校停在 2026-11-30，里面有意留了下面这些差错。"
        "一月到三月没有差错。"
    )
    yield "| 错在哪里 | 由哪条规则在哪里发现 |\n| --- | --- |\n" + "\n".join(
        f"| {planted.sentence} | {'<br>'.join(_found(planted))} |" for planted in described()
    )


def _found(planted: Planted) -> Iterator[str]:
    """Cells that the same rules find, together."""
    for rules in dict.fromkeys(planted.found.values()):
        cells = (f"{ref.workbook} {ref}" for ref, own in planted.found.items() if own == rules)
        yield f"{'、'.join(rules)}：{'、'.join(cells)}"


_BY_THE_CLOCK = ("xlplan history", "xlplan schedule status")
"""Commands whose output holds times and durations: the page keeps what was printed once, as long as the words are the same."""


def _words(text: str) -> str:
    """An output without its figures."""
    return re.sub(r"\d+|█+|(?<=周)[一二三四五六日]|\s+", " ", text).replace("  ", " ")


def with_outputs(text: str, printed: Callable[[str], str]) -> str:
    """A page with what its commands print."""

    def shown(marked: re.Match[str]) -> str:
        command, before = marked[1], marked[2]
        output = printed(command)
        if command.startswith(_BY_THE_CLOCK) and _words(output) in _words(before):
            return marked[0]
        return f"<!-- output: {command} -->\n```\n$ {command}\n{output}```\n<!-- /output -->"

    return re.sub(r"<!-- output: (.*?) -->\n(.*?)<!-- /output -->", shown, text, flags=re.DOTALL)


@contextmanager
def shell() -> Iterator[Callable[[str], str]]:
    """What a command prints in a folder where the demo school lies; one that several pages show is run once."""
    with tempfile.TemporaryDirectory() as folder:
        new(Path(folder) / "build" / "demo-school", demo=True)

        @cache
        def printed(command: str) -> str:
            return subprocess.run(
                [sys.executable, "-m", *shlex.split(command)],
                cwd=folder,
                capture_output=True,
                encoding="utf-8",
                env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            ).stdout

        yield printed


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page and its text."""
    for name, page in {
        "rules.md": rules_page,
        "tables.md": tables_page,
        "functions.md": functions_page,
        "demo.md": demo_page,
    }.items():
        yield _HERE / name, "\n\n".join(page()) + "\n"
    with shell() as printed:
        for name in ("README.md", "README.zh-CN.md"):
            yield _ROOT / name, with_outputs((_ROOT / name).read_text(encoding="utf-8"), printed)


def main() -> int:
    """Write the pages; with --check write nothing and return 1 if one is out of date."""
    stale = []
    for path, text in pages():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'out of date' if '--check' in sys.argv else 'written'}: {', '.join(stale)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
