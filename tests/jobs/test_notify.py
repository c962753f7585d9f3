"""A message goes out when something is wrong, tells nothing private, and never stops a job."""

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from xlplan.cells import Ref
from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.check import Check
from xlplan.jobs.clock.runs import Result, State
from xlplan.jobs.desk import Desk
from xlplan.jobs.notify import Message, message, notify
from xlplan.rules import book_rules
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import BankAccount, Staff

TODAY = date(2026, 11, 30)
TOLD = Message("xlplan 2026-11-30", "查出错误 2 个。请看单位文件夹里的 papers/今日.html。")
NOT_SENT = "没有发出去：网络不通，或者地址、密码不对。"


class Post(BaseHTTPRequestHandler):
    """Keeps what is posted; who posts to /refuse is refused."""

    kept: list[dict[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/refuse":
            self.kept.append(json.loads(body))
        self.send_response(403 if self.path == "/refuse" else 200)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def office() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The address of a real server, and what came in."""
    Post.kept = []
    with HTTPServer(("127.0.0.1", 0), Post) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"json://127.0.0.1:{server.server_port}", Post.kept
        server.shutdown()
        thread.join()


class Memory(KeyringBackend):
    """A keyring that forgets with the program."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def keys() -> Iterator[Memory]:
    before = keyring.get_keyring()
    keyring.set_keyring(own := Memory())
    yield own
    keyring.set_keyring(before)


def test_a_message_reaches_every_target(office: tuple[str, list[dict[str, str]]]) -> None:
    address, came = office
    assert notify([address, f"{address}/second"], TOLD) == {}
    assert [(one["title"], one["message"]) for one in came] == [(TOLD.title, TOLD.body)] * 2


def test_a_target_that_fails_is_one_sentence_without_its_secrets_and_stops_no_other(
    office: tuple[str, list[dict[str, str]]],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    address, came = office
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    failed = notify(
        [f"json://zhang:SECRET@127.0.0.1:{closed}/SECRET", f"{address}/refuse", "nonsense://SECRET", "SECRET", "", address], TOLD
    )  # fmt: skip
    assert failed == {
        "第 1 个（json）": NOT_SENT,
        "第 2 个（json）": NOT_SENT,
        "第 3 个（nonsense）": "地址看不懂，照 xlplan.toml 里的样子写。",
        "第 4 个（看不懂）": "地址看不懂，照 xlplan.toml 里的样子写。",
        "第 5 个（看不懂）": "地址看不懂，照 xlplan.toml 里的样子写。",
    }
    assert len(came) == 1
    assert (capfd.readouterr(), [one for one in caplog.records if one.name == "apprise"]) == (("", ""), [])


def test_who_is_slow_is_not_waited_for(office: tuple[str, list[dict[str, str]]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes a call and never answers
        slow = f"json://127.0.0.1:{silent.getsockname()[1]}?rto=2"
        assert notify([slow], TOLD, 0.2) == {"第 1 个（json）": "0.2 秒还没有发出去，没有再等。"}


def test_an_address_may_lie_in_the_keyring(office: tuple[str, list[dict[str, str]]], keys: Memory) -> None:
    address, came = office
    keys.set_password("xlplan", "消息", address)
    assert notify(["keyring:消息"], TOLD) == {}
    assert len(came) == 1
    assert notify(["keyring:没有的"], TOLD) == {
        "第 1 个（keyring:没有的）": "系统的密码库里没有它。运行 keyring set xlplan 没有的，把地址存进去。"
    }


@pytest.mark.parametrize(
    ("backend", "reason"),
    [(fail.Keyring, "系统的密码库打不开，或者这台电脑没有。"), (null.Keyring, "系统的密码库里没有它。")],
)
def test_a_computer_without_a_keyring_says_so(
    backend: type[KeyringBackend], reason: str, keys: Memory
) -> None:
    keyring.set_keyring(backend())
    ((name, told),) = notify(["keyring:消息"], TOLD).items()
    assert name == "第 1 个（keyring:消息）"
    assert told.startswith(reason)


def test_nobody_is_told_unless_the_settings_name_him(spoilt_school: Path) -> None:
    assert Desk.at(spoilt_school, TODAY, TODAY, lambda step: None).notify == ()
    assert notify([], TOLD) == {}


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_the_lines_that_a_clerk_copies_are_addresses_once_they_are_filled_in(
    spoilt_school: Path, tmp_path: Path
) -> None:
    import apprise

    _, remark, lines = (spoilt_school / "xlplan.toml").read_text(encoding="utf-8").partition("# notify")
    own = re.sub(r"^#", "", remark + lines, flags=re.MULTILINE)
    (tmp_path / "xlplan.toml").write_text(own, encoding="utf-8")
    desk = Desk.at(tmp_path, TODAY, TODAY, lambda step: None)
    *addresses, kept = desk.notify
    kinds = [type(apprise.Apprise.instantiate(address)).__name__ for address in addresses]
    assert kinds == ["NotifyEmail", "NotifyEmail", "NotifyWeComBot", "NotifyDingTalk", "NotifyFeishu"]
    assert kept == "keyring:消息"
    assert "mailto" not in repr(desk)


@pytest.mark.parametrize(
    "settings", ["notify = 'mailto://a'", "notify = [1]", "notify = true", "notify = {a = 1}"]
)
def test_targets_that_are_no_list_of_texts_are_refused(settings: str, tmp_path: Path) -> None:
    (tmp_path / "xlplan.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(CannotRun, match=r"notify 要写成"):
        Desk.at(tmp_path, TODAY, TODAY, lambda step: None)


def test_a_message_holds_counts_and_days_and_nothing_private(spoilt: Check) -> None:
    failed = Result(
        State.FAILED,
        "读 bank/基本户 6222020200012345.csv：张丽萍的 1,887.95 读不懂。",
        judgement=spoilt.judgement,
    )
    told = message(TODAY, "夜间检查", failed, late=True)
    counts = spoilt.judgement.counts
    assert told == Message(
        "xlplan 2026-11-30",
        "2026-11-30 的夜间检查没有按时做，现在才补上。夜间检查做完了，有的步骤没有做成。"
        f"查出错误 {counts[Severity.ERROR]} 个、警告 {counts[Severity.WARNING]} 个、提示 {counts[Severity.NOTE]} 个。"
        "请看单位文件夹里的 papers/今日.html。",
    )
    private = [
        *spoilt.books[Staff][Staff.name], *spoilt.books[BankAccount][BankAccount.number], *spoilt.books[BankAccount][BankAccount.name],
        *spoilt.books[VoucherLine][VoucherLine.voucher].unique(), "6222", "1,887.95", spoilt.books.sheets[Staff].table.sheet,
    ]  # fmt: skip
    assert not [word for word in private if word and word in told.body]
    # No figure but the days and the counts.
    figures = re.sub(r"\d{4}-\d\d-\d\d", "", told.body)
    assert re.findall(r"\d+", figures) == [f"{counts[severity]}" for severity in Severity]


def test_errors_failures_and_silence_are_told_and_warnings_alone_are_not(spoilt: Check) -> None:
    found = spoilt.judgement
    calm = replace(found, findings=(), counts={Severity.ERROR: 0, Severity.WARNING: 3})
    silent = Finding(
        next(rule for rule in book_rules() if rule.id == "GEN-01"),
        Severity.ERROR,
        Ref("office.xlsx", "定时任务", 2),
        "漏了。",
    )
    assert message(TODAY, "夜间检查", Result(State.DONE, judgement=calm)) is None
    assert message(TODAY, "月度报告", Result(State.DONE)) is None
    assert message(TODAY, "结账", Result(State.FAILED, "还有 3 处要先改好。")) is None
    for result, said in (
        (Result(State.DONE, judgement=found), "查出错误"),
        (Result(State.FAILED, "磁盘满了。", judgement=calm), "夜间检查做完了，有的步骤没有做成。"),
        (Result(State.FAILED, "磁盘坏了。"), "夜间检查没有做成。"),
        (Result(State.DONE, judgement=replace(calm, findings=(silent,))), "上一个工作日没有检查。"),
    ):
        told = message(TODAY, "夜间检查", result)
        assert told
        assert told.body.startswith(said)
        assert "磁盘" not in told.body
