"""Drives a LibreOffice from outside; run by the Python that has its bridge (python3-uno), which is not the one of the tests.

A line of JSON in, [name, arguments], a line out, {"value": ...} or {"error": ...}. Documents are called by numbers.
"""

import json
import re
import sys
import time
from itertools import count

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xlsm": "Calc MS Excel 2007 VBA XML", "ods": "calc8"}
PUSH_BUTTON, DOCUMENT = 44, 79
"""AccessibleRole of a button, of the cells."""
documents = {}
numbers = count(1)


def connected(pipe):
    """The component context of the LibreOffice that listens there."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not listen")


def wait():
    """Asked first: its answer comes when LibreOffice is there."""


def service(name):
    return context.ServiceManager.createInstanceWithContext(name, context)


def values(**named):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in named.items())


def open_document(path=None, hidden=True):
    """A number for the document; a new one without a path."""
    url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
    options = values(Hidden=hidden, MacroExecutionMode=4)
    number = next(numbers)
    documents[number] = service("com.sun.star.frame.Desktop").loadComponentFromURL(url, "_blank", 0, options)
    if not hidden:
        frame = documents[number].CurrentController.Frame
        frame.ContainerWindow.setPosSize(0, 0, 1280, 800, 15)
        frame.activate()
        frame.ContainerWindow.setFocus()
    return number


def of(number, sheet):
    sheets = documents[number].Sheets
    return sheets.getByIndex(sheet) if isinstance(sheet, int) else sheets.getByName(sheet)


def cell(number, sheet, name):
    """Formula, text, and number of the error of a cell."""
    found = of(number, sheet).getCellRangeByName(name)
    return [found.Formula, found.String, found.getError()]


def write(number, sheet, name, formula):
    of(number, sheet).getCellRangeByName(name).Formula = formula


def write_array(number, sheet, name, formula):
    of(number, sheet).getCellRangeByName(name).setArrayFormula(formula)


def comment(number, sheet, name, text):
    sheet = of(number, sheet)
    sheet.Annotations.insertNew(sheet.getCellRangeByName(name).CellAddress, text)


def condition(number, sheet, name, formula, style):
    """A conditional format of the clerk's own."""
    ranges = documents[number].createInstance("com.sun.star.sheet.SheetCellRanges")
    ranges.addRangeAddress(of(number, sheet).getCellRangeByName(name).RangeAddress, False)
    formats = of(number, sheet).ConditionalFormats
    formats.createByRange(ranges)
    made = formats.getConditionalFormats()[-1]
    made.createEntry(0, 0)
    entry = made.getByIndex(0)
    entry.Operator, entry.Formula1, entry.StyleName = 24, formula, style


def scale(number, sheet, name):
    """A conditional format of the clerk's own with a scale of colours."""
    ranges = documents[number].createInstance("com.sun.star.sheet.SheetCellRanges")
    ranges.addRangeAddress(of(number, sheet).getCellRangeByName(name).RangeAddress, False)
    formats = of(number, sheet).ConditionalFormats
    formats.createByRange(ranges)
    formats.getConditionalFormats()[-1].createEntry(1, 0)


def insert_row(number, sheet, row):
    of(number, sheet).Rows.insertByIndex(row - 1, 1)


def filter_out(number, sheet, row):
    of(number, sheet).Rows.getByIndex(row - 1).IsFiltered = True


def protect(number, sheet, on):
    if on:
        of(number, sheet).protect("")
    else:
        of(number, sheet).unprotect("")


def state(number):
    """All that marks may touch: for each sheet conditional formats, comments, which cells look alike, contents; the cell styles."""
    document = documents[number]
    sheets = {}
    for sheet in (document.Sheets.getByIndex(place) for place in range(document.Sheets.Count)):
        formats = []
        for found in sheet.ConditionalFormats.getConditionalFormats():
            entries = [found.getByIndex(place) for place in range(found.Count)]
            names = "Operator", "Formula1", "Formula2", "StyleName"
            own = [[getattr(entry, name, None) for name in names] for entry in entries]
            formats.append([found.Range.RangeAddressesAsString, own])
        notes = [sheet.Annotations.getByIndex(place) for place in range(sheet.Annotations.Count)]
        comments = [[note.Position.Column, note.Position.Row, note.String] for note in notes]
        looks = sheet.getUniqueCellFormatRanges()
        alike = [looks.getByIndex(place).RangeAddressesAsString for place in range(looks.Count)]
        content = [list(row) for row in sheet.getCellRangeByName("A1:T60").FormulaArray]
        sheets[sheet.Name] = [formats, comments, alike, content]
    return {"sheets": sheets, "styles": list(document.StyleFamilies.getByName("CellStyles").ElementNames)}


def title(number):
    return documents[number].Title


def shown(number):
    """Sheet and cell where the cursor is."""
    controller = documents[number].CurrentController
    return [controller.ActiveSheet.Name, controller.Selection.AbsoluteName.replace("$", "").split(".")[-1]]


def show(number, sheet, name):
    controller = documents[number].CurrentController
    controller.setActiveSheet(of(number, sheet))
    controller.select(of(number, sheet).getCellRangeByName(name))


def widen(number, sheet, columns):
    """Make the first columns as wide as what is in them."""
    for place in range(columns):
        of(number, sheet).Columns.getByIndex(place).OptimalWidth = True


def modified(number):
    return documents[number].isModified()


def recalculate(number):
    documents[number].calculateAll()


def save_copy(number, path):
    documents[number].storeToURL(
        uno.systemPathToFileUrl(path), values(FilterName=FILTERS[path.rpartition(".")[2]])
    )


def run(number, macro, arguments):
    """What a macro of the document gives: Library.Module.Name."""
    provider = documents[number].getScriptProvider()
    script = provider.getScript(f"vnd.sun.star.script:{macro}?language=Basic&location=document")
    return script.invoke(tuple(arguments), (), ())[0]


def press(number, button):
    """Do what a menu item or tool bar button does, without waiting for it."""
    frame = documents[number].CurrentController.Frame
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete = f"xlplan:{button}"
    _, url = service("com.sun.star.util.URLTransformer").parseStrict(url)
    frame.queryDispatch(url, "_self", 0).dispatch(url, values(SynchronMode=False))


def box(seconds):
    """Title and text of the message box that is shown next, of the extension or of a macro; it stays."""
    shown = _box(seconds)
    texts = [one.AccessibleName for one in _inside(shown) if one.AccessibleRole != PUSH_BUTTON]
    return [shown.AccessibleName, max(texts, key=len)]


def answered(seconds):
    """The same; it is closed."""
    told = box(seconds)
    for _ in range(200):
        shown = _box(0)
        if shown is None:
            return told
        for button in _inside(shown):
            # One that has not come up yet does not take it.
            if button.AccessibleRole == PUSH_BUTTON:
                button.doAccessibleAction(0)
        time.sleep(0.05)
    raise LookupError("the message box stays")


def _inside(accessible):
    """All that is in a thing that can be seen."""
    return [one for part in parts(accessible) for one in (part, *_inside(part))]


def _box(seconds):
    """The message box that is shown; None where that is no matter of waiting."""
    toolkit = service("com.sun.star.awt.Toolkit")
    for _ in range(int(seconds * 20) or 1):
        windows = [toolkit.getTopWindow(place) for place in range(toolkit.getTopWindowCount())]
        for shown in (one.getAccessibleContext() for one in windows):
            if shown is not None and shown.AccessibleName.startswith("总务助手 - "):
                return shown
        time.sleep(0.05 if seconds else 0)
    if seconds:
        raise LookupError("no message box")
    return None


def parts(accessible):
    """What is in a thing that can be seen."""
    found = map(accessible.getAccessibleChild, range(min(accessible.getAccessibleChildCount(), 50)))
    return [child.getAccessibleContext() for child in found if child is not None]


def called(accessible, label, deep=5):
    """What is called so in it, None where there is nothing; cells are not looked through."""
    inside = parts(accessible)
    for one in inside:
        # LibreOffice gives items of a menu letters to press: 自检(K).
        if re.sub(r"\([A-Z]\)$", "", one.AccessibleName) == label and one.getSize().Width > 0:
            return one
    deeper = (called(one, label, deep - 1) for one in inside if deep and one.AccessibleRole != DOCUMENT)
    return next(filter(None, deeper), None)


def place_of(number, label):
    """The middle of a menu or a button of the window of a document, on the screen."""
    return middle(called(_window(number), label))


def item_of(number, menu, item):
    """The middle of an item of a menu that is open, or opens within two seconds."""
    for _ in range(20):
        found = called(called(_window(number), menu), item)
        if found is not None:
            return middle(found)
        time.sleep(0.1)
    raise LookupError(item)


def _window(number):
    return documents[number].CurrentController.Frame.ContainerWindow.getAccessibleContext()


def control_of(number, sheet, label):
    """The middle of a button on a sheet."""
    page = of(number, sheet).DrawPage
    for place in range(page.Count):
        control = getattr(page.getByIndex(place), "Control", None)
        if control is not None and control.Label == label:
            view = documents[number].CurrentController.getControl(control)
            return middle(view.AccessibleContext)
    raise LookupError(label)


def middle(accessible):
    at, size = accessible.getLocationOnScreen(), accessible.getSize()
    return [at.X + size.Width // 2, at.Y + size.Height // 2]


def close(number):
    documents.pop(number).close(True)


context = connected(sys.argv[1])
for line in sys.stdin:
    name, arguments = json.loads(line)
    try:
        answer = {"value": globals()[name](*arguments)}
    except Exception as reason:
        answer = {"error": repr(reason)}
    print(json.dumps(answer), flush=True)
