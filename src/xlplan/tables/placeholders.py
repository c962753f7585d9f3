"""What a text still holds in the place of a fact: a tag of a template, XX, 某某, a line to write on."""

import re

_X = "[XxＸｘ×]"
"""A cross that stands for a character; alone it may be a size (2×3), so it needs a day or another cross beside it."""
_LETTER = "[A-Za-zＡ-Ｚａ-ｚ]"
_WHOSE = "校|中学|小学|学校|省|市|县|镇|乡"

_PLACEHOLDER = re.compile(
    "|".join(
        (
            # Tags of a template, whole ones first.
            r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|｛｛[^｛｝\n]*｝｝",
            r"\{[{%#]|[}%#]\}|｛[｛%]|[｝%]｝",
            # XX, but not XXL, and not 138XXXX5678, which hides a number.
            rf"(?<!{_LETTER})(?<!\d)[XxＸｘ]{{2,}}(?!{_LETTER})",
            rf"(?<=\d)[XxＸｘ]{{2,}}(?!{_LETTER})(?!\d)",
            rf"××+|(?<!{_LETTER})(?<!\d)[X×](?:[ \u3000][X×])+(?!{_LETTER})",
            rf"(?<!\d)20\d?(?:{_X}|[_＿]){{1,2}}(?=[年〕])",
            rf"(?<!{_LETTER}){_X}{{1,2}}\s?年\s?{_X}{{1,2}}\s?月(?:\s?{_X}{{1,2}}\s?日)?",
            rf"(?<!{_LETTER}){_X}{{1,2}}\s?月\s?{_X}{{1,2}}\s?日|\d{{1,2}}月{_X}{{1,2}}日|\d{{4}}年{_X}{{1,2}}月",
            rf"第{_X}+(?!{_LETTER})",
            # 某 names somebody or something not told in ordinary prose too: 某班, 某项, 某月超支的.
            rf"(?:某(?:年|月|日|区|村|州|{_WHOSE}))+某(?:年|月|日|某|区|村|{_WHOSE})|某某",
            r"\d{4}年某月|\d{1,2}月某日|于某日|某日(?=前|之前|起|至|止|$)",
            rf"某(?:{_WHOSE})(?=关于|文件|总务处|全体|[：:]|$)",
            # Lines to write on.
            r"[_＿]{3,}|[_＿]+月[_＿]+日",
            r"[（(【\[［〔](?:待填|待补|此处填)[^）)】\]］〕\n]{0,12}[）)】\]］〕]|^(?:待填写?|待补充?)$",
        )
    ),
    re.MULTILINE,
)


def placeholder(text: str) -> str | None:
    """The first placeholder that a text still holds, None where it holds none."""
    found = _PLACEHOLDER.search(text)
    return found[0] if found else None
