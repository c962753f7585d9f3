"""The extension of LibreOffice: what its buttons (xlplan:NAME) and the cell functions call."""

from functools import partial

import unohelper
import xlplan_press
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo
from org.xlplan import XFunctions
from xlplan_buttons import BUTTONS
from xlplan_functions import Answers

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_answers = Answers()


class _Service(unohelper.Base, XServiceInfo):
    def __init__(self, context, *_):
        self._context = context

    def getImplementationName(self):
        return self.NAME

    def getSupportedServiceNames(self):
        return self.SERVICES

    def supportsService(self, name):
        return name in self.SERVICES


class Buttons(_Service, XInitialization, XDispatchProvider, XDispatch):
    """What a button of a frame does: the menu and the tool bar ask here for xlplan:NAME."""

    NAME = "org.xlplan.Buttons"
    SERVICES = ("com.sun.star.frame.ProtocolHandler",)

    def initialize(self, arguments):
        (self._frame,) = arguments[:1] or (None,)

    def queryDispatch(self, url, target, flags):
        return self if url.Path in BUTTONS else None

    def queryDispatches(self, requests):
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        label, live = BUTTONS[url.Path]
        act = partial(xlplan_press.press, self._context, self._frame, url.Path, label, live)
        xlplan_press.later(self._context, self._frame, label, act)

    def addStatusListener(self, listener, url):
        """A button can be pressed at any time."""

    def removeStatusListener(self, listener, url):
        """A button can be pressed at any time."""


class Functions(_Service, XFunctions):
    """What a cell function shows."""

    NAME = "org.xlplan.Functions"
    SERVICES = (NAME,)

    def call(self, name, arguments):
        answer = _answers.answer(name, arguments, self._workbooks())
        return tuple(map(tuple, answer)) if isinstance(answer, list) else answer

    def _workbooks(self):
        """The paths of all open workbooks: Calc does not say in which of them a function stands."""
        desktop = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self._context
        )
        open_ones, found = desktop.Components.createEnumeration(), []
        while open_ones.hasMoreElements():
            document = open_ones.nextElement()
            if document.supportsService(_SPREADSHEET):
                found.append(xlplan_press.path_of(document))
        return found


g_ImplementationHelper = unohelper.ImplementationHelper()
for _service in (Buttons, Functions):
    g_ImplementationHelper.addImplementation(_service, _service.NAME, _service.SERVICES)
