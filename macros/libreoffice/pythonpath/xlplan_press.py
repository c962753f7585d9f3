"""A press of a button in a document: Python is started in a process of its own, and LibreOffice goes on working until it ends."""

import itertools
import os
import subprocess
import threading
import time

import uno
import unohelper
import xlplan_marks
from com.sun.star.awt import XCallback
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX, WARNINGBOX
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.uno import RuntimeException
from xlplan_exchange import AGAIN, Unable, place, started, taken_answer, write_request

_PATIENCE = 900
_BOXES = {"done": INFOBOX, "findings": WARNINGBOX, "refused": ERRORBOX}
_SLOW = "等了很久没有回答。台账很大的，改用 xlplan 命令；不大的，运行“自检”。"
_numbers = itertools.count(1)
_running = set()
"""Document and button of each press without an answer."""


def press(context, frame, button, label, live):
    """Do what a button does; the clerk always gets an answer."""
    document = frame.Controller.Model
    key = document.RuntimeUID, button
    if key in _running:
        return say(context, frame, label, "refused", "还在" + label + "，等它有了回答再点。")
    try:
        Press(context, frame, key, label).start(live)
    except Unable as reason:
        say(context, frame, label, "refused", str(reason))
    except OSError as reason:
        said = "{} 写不进去（{}）。{}".format(reason.filename, reason.strerror, AGAIN)
        say(context, frame, label, "refused", said)


def unmark(context, frame, label):
    """Take the marks away: the one button that needs no Python."""
    with _without_undo(frame.Controller.Model) as document:
        number, left_out = xlplan_marks.unmark(document)
    message = "清除了 {} 个格的标记。".format(number)
    if left_out:
        message += "有保护的工作表没有动：{}。撤销保护再点。".format("、".join(left_out))
    say(context, frame, label, "findings" if left_out else "done", message)


def say(context, frame, label, state, message):
    """A message box; over no window where the document was closed meanwhile."""
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    try:
        window = frame.ContainerWindow
    except (DisposedException, RuntimeException):
        window = None
    toolkit.createMessageBox(window, _BOXES[state], 1, "总务助手 - " + label, message).execute()


def path_of(document):
    """The path of a document, its address where it is on the net, its title where it was never saved."""
    if document.URL.startswith("file:"):
        return uno.fileUrlToSystemPath(document.URL)
    return document.URL or document.Title


class Press(unohelper.Base, XCallback):
    """One press, until its answer has been shown."""

    def __init__(self, context, frame, key, label):
        self._context, self._frame, self._key, self._label = context, frame, key, label
        self._number = "{:x}-{}".format(time.time_ns(), next(_numbers))
        self._answer = None

    def start(self, live):
        """Write the request, start Python, and wait for it in a thread."""
        document = self._frame.Controller.Model
        if live:
            copy = uno.systemPathToFileUrl(place(self._number, "xlsx"))
            document.storeToURL(copy, (_value("FilterName", "Calc MS Excel 2007 XML"),))
        write_request(self._number, self._key[1], path_of(document), not document.isModified())
        try:
            nothing = subprocess.DEVNULL
            child = started(["press", self._number], stdin=nothing, stdout=nothing, stderr=nothing)
        except Unable:
            taken_answer(self._number)
            raise
        _running.add(self._key)
        self._indicator = self._frame.createStatusIndicator()
        self._indicator.start("xlplan 正在{}……".format(self._label), 0)
        threading.Thread(target=self._wait, args=(child,), daemon=True).start()

    def _wait(self, child):
        try:
            child.wait(_PATIENCE)
            silence = "Python 没有回答就停了。" + AGAIN
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            silence = _SLOW
        refused = [("state", ["refused"]), ("message", [silence])]
        self._answer = taken_answer(self._number) or refused
        later = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.awt.AsyncCallback", self._context
        )
        later.addCallback(self, None)

    def notify(self, _):
        """Show the answer; LibreOffice calls this where documents may be touched."""
        _running.discard(self._key)
        said = {name: parts for name, parts in self._answer if name != "mark"}
        message = said["message"][0]
        try:
            self._indicator.end()
            if self._key[1] == "Mark" and said["state"][0] != "refused":
                marks = [parts for name, parts in self._answer if name == "mark"]
                message += self._marked(marks)
            if "goto" in said:
                self._show(*said["goto"])
        except (DisposedException, RuntimeException):
            message += "\n工作簿已经关了，没有标到格里。" if self._key[1] == "Mark" else ""
        if "open" in said:
            message = self._opened(said["open"][0], message)
        say(self._context, self._frame, self._label, said["state"][0], message)

    def _marked(self, marks):
        with _without_undo(self._frame.Controller.Model) as document:
            left_out = xlplan_marks.mark(document, marks)
        if not left_out:
            return ""
        return "\n有保护的工作表没有标出：{}。撤销保护再点。".format("、".join(left_out))

    def _show(self, name, cell):
        controller = self._frame.Controller
        sheets = controller.Model.Sheets
        for sheet in (sheets.getByIndex(place) for place in range(sheets.Count)):
            if sheet.Name.strip() == name:
                controller.setActiveSheet(sheet)
                controller.select(sheet.getCellRangeByName(cell))

    def _opened(self, path, message):
        desktop = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        url = uno.systemPathToFileUrl(path)
        if not os.path.isfile(path) or desktop.loadComponentFromURL(url, "_default", 0, ()) is None:
            return "打不开 {}。".format(path)
        return message


class _without_undo:  # noqa: N801
    """Nothing that is done meanwhile can be undone: of a mark only the comment could, and half of it would stay."""

    def __init__(self, document):
        self._document = document

    def __enter__(self):
        self._document.UndoManager.lock()
        return self._document

    def __exit__(self, *_):
        self._document.UndoManager.unlock()


def _value(name, value):
    return PropertyValue(Name=name, Value=value)
