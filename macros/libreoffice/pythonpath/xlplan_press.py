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
from xlplan_exchange import AGAIN, Unable, place, started, taken_answer, write_request

_PATIENCE = 900
_BOXES = {"done": INFOBOX, "findings": WARNINGBOX, "refused": ERRORBOX}
_SLOW = "等了很久没有回答。台账很大的，改用 xlplan 命令；不大的，运行“自检”。"
_numbers = itertools.count(1)
_running = set()
"""Document and button of each press without an answer."""


def press(context, frame, button, label, live):
    """Do what a button does; the clerk always gets an answer."""
    if button == "Unmark":
        return _unmark(context, frame, label)
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


def _unmark(context, frame, label):
    # The one button that needs no Python.
    number, left_out = _aside(frame.Controller.Model, xlplan_marks.unmark)
    message = "清除了 {} 个格的标记。".format(number)
    if left_out:
        message += "有保护的工作表没有动：{}。撤销保护再点。".format("、".join(left_out))
    say(context, frame, label, "findings" if left_out else "done", message)


def say(context, frame, label, state, message):
    """A message box; over no window where the document was closed meanwhile."""
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    window = frame.ContainerWindow if _document(frame) else None
    box = toolkit.createMessageBox(window, _BOXES[state], 1, "总务助手 - " + label, message)
    box.execute()
    box.dispose()


def _document(frame):
    """The document in a frame, None where it was closed."""
    try:
        return frame.Controller and frame.Controller.Model
    except DisposedException:
        return None


def path_of(document):
    """The path of a document, its address where it is on the net, its title where it was never saved."""
    if document.URL.startswith("file:"):
        return uno.fileUrlToSystemPath(document.URL)
    return document.URL or document.Title


class _Later(unohelper.Base, XCallback):
    def __init__(self, context, frame, label, act):
        self._context, self._frame, self._label, self._act = context, frame, label, act

    def notify(self, _):
        try:
            self._act()
        except Exception as crash:  # a button never stays without an answer
            say(
                self._context,
                self._frame,
                self._label,
                "refused",
                "程序出错，不是账的错：{!r}。".format(crash),
            )


def later(context, frame, label, act):
    """Do it where windows and documents may be touched: in the thread of LibreOffice that has them."""
    callback = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", context)
    callback.addCallback(_Later(context, frame, label, act), None)


class Press:
    """One press, until its answer has been shown."""

    def __init__(self, context, frame, key, label):
        self._context, self._frame, self._key, self._label = context, frame, key, label
        self._number = "{:x}-{}".format(time.time_ns(), next(_numbers))
        self._answer = None

    def start(self, live):
        """Write the request, start Python, and wait for it in a thread."""
        document = self._frame.Controller.Model
        _finish_typing(self._frame.Controller)
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
        later(self._context, self._frame, self._label, self._show_answer)

    def _show_answer(self):
        _running.discard(self._key)
        said = {name: parts for name, parts in self._answer if name != "mark"}
        message = said["message"][0]
        document = _document(self._frame)
        if document:
            self._indicator.end()
            if self._key[1] == "Mark" and said["state"][0] != "refused":
                message += self._marked(document)
            if "goto" in said:
                self._show(document, *said["goto"])
        elif self._key[1] == "Mark":
            message += "\n工作簿已经关了，没有标到格里。"
        if "open" in said:
            message = self._opened(said["open"][0], message)
        say(self._context, self._frame, self._label, said["state"][0], message)

    def _marked(self, document):
        marks = [parts for name, parts in self._answer if name == "mark"]
        left_out, coloured = _aside(document, xlplan_marks.mark, marks)
        told = "\n有保护的工作表没有标出：{}。撤销保护再点。".format("、".join(left_out)) if left_out else ""
        return told if coloured else told + "\n工作簿里有保护的工作表时上不了颜色，只加了批注。"

    def _show(self, document, name, cell):
        for sheet in (document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)):
            if sheet.Name.strip() == name:
                self._frame.Controller.setActiveSheet(sheet)
                self._frame.Controller.select(sheet.getCellRangeByName(cell))

    def _opened(self, path, message):
        desktop = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        url = uno.systemPathToFileUrl(path)
        if not os.path.isfile(path) or desktop.loadComponentFromURL(url, "_default", 0, ()) is None:
            return "打不开 {}。".format(path)
        return message


def _aside(document, act, *given):
    """What is done here is no change of the clerk's: a document that was saved stays so, and nothing of it can be undone.

    Of a mark only the comment could be, and half of it would stay.
    """
    modified = document.isModified()
    document.UndoManager.lock()
    document.lockControllers()  # nothing is drawn until all is done
    try:
        return act(document, *given)
    finally:
        document.unlockControllers()
        document.UndoManager.unlock()
        document.setModified(modified)


def _finish_typing(controller):
    """Have what is still being typed into a cell stand in it: going to another cell and back does it. Nothing tells whether it is."""
    selection, left, top = controller.Selection, controller.FirstVisibleColumn, controller.FirstVisibleRow
    for row in (top, top + 1):  # one of them is another cell
        controller.select(controller.ActiveSheet.getCellByPosition(left, row))
    controller.select(selection)


def _value(name, value):
    return PropertyValue(Name=name, Value=value)
