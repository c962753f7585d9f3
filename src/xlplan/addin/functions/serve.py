"""Cell functions for a program that is no Python of ours: a line of JSON in, a line of JSON out."""

import json
from collections.abc import Callable
from datetime import date
from typing import TextIO

from xlplan.addin.functions import answer


def serve(questions: TextIO, answers: TextIO, clock: Callable[[], date] = date.today) -> None:
    """Answer until the questions end; a question that cannot be read is answered too.

    ``{"name": "XL_RMB", "arguments": [1409.5], "workbooks": [paths]}`` -> ``{"value": ...}``, ASCII. A missing argument is null, a
    range is a list of rows, and so is the answer to it.
    """
    for line in questions:
        if line.strip():
            answers.write(json.dumps({"value": _value(line, clock())}) + "\n")
            answers.flush()


def _value(line: str, today: date) -> object:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    match asked:
        case {"name": str(name), "arguments": list(arguments), "workbooks": list(workbooks)}:
            return answer(name, arguments, [one for one in workbooks if isinstance(one, str)], today)
    return "表格程序和 xlplan 说的话对不上，请把 xlplan 和它的加载项装成同一个版本。"
