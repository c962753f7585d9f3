"""The cell functions: a Python of xlplan that is kept for them, a line of JSON to it, a line back."""

import json
import queue
import subprocess
import threading
import time
from contextlib import suppress

from xlplan_exchange import AGAIN, Unable, started

_PATIENCE = 20
"""Seconds that a cell waits for its answer."""
_REST = 60
"""Seconds for which nothing is asked after that: a sheet has many cells, and each would wait as long."""


class Answers:
    """The Python that answers, started when the first cell asks, and again when it has ended."""

    def __init__(self):
        self._child, self._lines, self._rest_until, self._reason = None, None, 0.0, ""

    def answer(self, name, arguments, workbooks):
        """What a cell shows; where there is no answer, one sentence why not."""
        if time.monotonic() < self._rest_until:
            return self._reason
        question = json.dumps({"name": name, "arguments": arguments, "workbooks": workbooks}) + "\n"
        try:
            return json.loads(self._asked(question.encode("ascii")))["value"]
        except Unable as reason:
            self.end()
            self._rest_until, self._reason = time.monotonic() + _REST, str(reason)
            return self._reason

    def end(self):
        """End it; the next question starts another."""
        if self._child:
            self._child.kill()
            with suppress(OSError):  # what was asked of one that had ended is still in the pipe
                self._child.stdin.close()
            self._child.wait()
        self._child = None

    def _asked(self, question):
        for _ in range(2):  # one that has ended meanwhile is known by not answering
            if self._child is None:
                self._start()
            try:
                self._child.stdin.write(question)
                self._child.stdin.flush()
                line = self._lines.get(timeout=_PATIENCE)
            except queue.Empty:
                raise Unable(
                    "等了 {} 秒没有算出来。过一分钟按 Ctrl+Shift+F9 重算。".format(_PATIENCE)
                ) from None
            except OSError:
                line = b""
            if line:
                return line
            self.end()
        raise Unable("Python 启动了又停了，没有回答。" + AGAIN)

    def _start(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._child, self._lines = started(["functions"], **pipes), queue.Queue()
        threading.Thread(target=_read, args=(self._child.stdout, self._lines), daemon=True).start()


def _read(answers, lines):
    with answers:
        for line in answers:
            lines.put(line)
    lines.put(b"")
