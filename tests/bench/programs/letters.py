"""Responsibility letters of one template, written to a folder: by our way, or by docxtpl as its manual has it."""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.jobs.writing import write_folder


def values(number: int) -> dict[str, Any]:
    return {
        "单位": "岚溪县松坪镇初级中学",
        "编号": f"安责〔2026〕T{number:03}",
        "层级": "班级",
        "甲方": "龙正刚",
        "甲方岗位": "年级组长",
        "乙方": f"教师{number}",
        "乙方岗位": "教师",
        "乙方任职": "",
        "部门": "七年级组",
        "班级": "七年级（2）班",
        "学生数": "45",
        "住宿生数": "22",
        "学年": "2026—2027学年",
        "起日": "2026年9月1日",
        "止日": "2027年8月31日",
    }


def ours(content: bytes, count: int, folder: Path) -> None:
    template = Template("安全责任书", content)

    def letters() -> Iterator[tuple[str, bytes]]:
        for number in range(count):
            yield f"{number}.docx", template.fill(values(number))

    write_folder(folder, letters())


def usual(content: bytes, count: int, folder: Path) -> None:
    folder.mkdir()
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    for number in range(count):
        template = DocxTemplate(io.BytesIO(content))
        template.render(values(number), environment, autoescape=True)
        template.save(str(folder / f"{number}.docx"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "letters"
        {"xlplan": ours, "docxtpl": usual}[sys.argv[1]](shipped("安全责任书"), int(sys.argv[2]), made)
        print(sum(path.stat().st_size > 5_000 for path in made.iterdir()), "letters")
