"""Write the generated pages of this folder, or with --check say which are out of date.

rules.md from the rules' pages, tables.md from the tables, demo.md from the planted mistakes of the demo school.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from xlplan.demo.mistakes import described

from xlplan.excel.masters import describe
from xlplan.rules import every_rule
from xlplan.tables import MASTERS

_HERE = Path(__file__).parent


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
    yield "# 台账\n\n四个工作簿，一张表一节。公式列自动计算，不用填。"
    for workbook, tables in MASTERS.items():
        yield f"## {workbook}"
        for table in tables:
            yield f"### {table.sheet}\n\n{' '.join((table.__doc__ or '').split())}"
            yield "| 列 | 种类 | 怎么填 |\n| --- | --- | --- |\n" + "\n".join(
                f"| {column} | {'公式' if column.formula else column.kind.value} | {describe(column)} |"
                for column in table.columns
            )


def demo_page() -> Iterator[str]:
    """The mistakes that are planted in the demo school."""
    yield (
        "# 演示学校里的差错\n\n`xlplan new 文件夹 --demo` 建的演示学校停在 2026-11-30，里面有意留了下面这些差错。"
        "一月到三月没有差错。"
    )
    yield "| 单元格 | 错在哪里 | 应由哪条规则发现 |\n| --- | --- | --- |\n" + "\n".join(
        f"| {mistake.ref.workbook} {mistake.ref} | {mistake.sentence} | {'、'.join(mistake.rules)} |"
        for mistake in described()
    )


_PAGES = {"rules.md": rules_page, "tables.md": tables_page, "demo.md": demo_page}


def main() -> int:
    """Write the pages; with --check write nothing and return 1 if one is out of date."""
    stale = []
    for name, page in _PAGES.items():
        text = "\n\n".join(page()) + "\n"
        path = _HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'out of date' if '--check' in sys.argv else 'written'}: {', '.join(stale)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
