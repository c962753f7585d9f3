"""A thousand notices of one page from one template, in memory: by our way, or by docxtpl as its manual has it."""

import io
import sys
from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template

COUNT = 1_000


def values(number: int) -> dict[str, Any]:
    lead = {"层次": 0, "标题": "", "文字": "为做好冬季安全和防火工作，确保师生平安，现将有关事项通知如下："}
    body = {
        "层次": 1,
        "标题": "一、全面排查。",
        "文字": "总务处牵头检查宿舍、食堂、实验室用电用气和消防设施，隐患当天上报。",
    }
    return {
        "发文机关标志": "岚溪县松坪镇初级中学文件",
        "发文字号": f"松中发〔2026〕{number}号",
        "标题": ["岚溪县松坪镇初级中学", "关于做好冬季安全和防火工作的通知"],
        "主送": "各处室、各年级组",
        "抄送": "",
        "正文": [lead, body],
        "附件": ["冬季安全检查表"],
        "署名": "岚溪县松坪镇初级中学",
        "成文日期": "2026年11月12日",
        "联系人": "冉海燕",
        "联系电话": "0899-5550118",
        "印发机关": "岚溪县松坪镇初级中学办公室",
        "印发日期": "2026年11月12日",
    }


def ours(content: bytes) -> Iterator[bytes]:
    template = Template("通知", content)
    for number in range(COUNT):
        yield template.fill(values(number))


def usual(content: bytes) -> Iterator[bytes]:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    for number in range(COUNT):
        template = DocxTemplate(io.BytesIO(content))
        template.render(values(number), environment, autoescape=True)
        written = io.BytesIO()
        template.save(written)
        yield written.getvalue()


if __name__ == "__main__":
    made = {"xlplan": ours, "docxtpl": usual}[sys.argv[1]](shipped("通知"))
    print(sum(len(paper) > 5_000 for paper in made), "notices")
