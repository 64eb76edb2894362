"""`briefs sources check`, against a small web that plays what happens on the large one."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from tests.web import COPY, Web, closed_port, web

from research_briefs.edges.command import main
from research_briefs.edges.web.asking import Asker, Manners
from research_briefs.edges.web.connecting import Trouble, Unreachable, connect, is_public
from research_briefs.edges.web.looking import Looker
from research_briefs.edges.web.verdicts import Verdict

OK, WRONG, MISUSED, UNABLE, INTERRUPTED = 0, 1, 2, 3, 130


@pytest.fixture(scope="module")
def world() -> Iterator[Web]:
    """The small web."""
    with web() as played:
        yield played


@dataclass
class Done:
    """What a run of the command printed, and its exit code."""

    code: int
    out: str
    err: str

    def found(self, id: str) -> dict[str, Any]:
        """What was found of a source, as JSON."""
        (found,) = (item for item in json.loads(self.out)["sources"] if item["id"] == id)
        return dict(found)


Check = Callable[..., Done]


@pytest.fixture
def check(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    world: Web,
) -> Check:  # fmt: skip
    """The command on a copy of the fixture site, allowed to ask this machine and in no hurry."""
    monkeypatch.chdir(site_folder)
    world.requests.clear()

    def run(*arguments: str, local: str = "127.0.0.1", archive: str = "") -> Done:
        given = (*arguments, "--local", local, "--pause", "0", "--as-of", "2026-11-20")
        archive = archive or f"{world.home}/wayback/available"
        try:
            code = main(("sources", "check", *given, "--archive", archive))
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def put(site_folder: Path, id: str, url: str, more: str = "") -> Path:
    """A source at an address."""
    file = site_folder / "briefs" / "sources" / f"{id}.yaml"
    file.write_text(
        f"type: webpage\ntitle: A page\nURL: {url}\n{more}authority: reporting\nread: excerpt\n",
        encoding="utf-8",
    )
    return file


# What becomes of an address


@pytest.fixture(scope="module")
def looker(world: Web) -> Looker:
    """What looks at addresses on this machine, and gives a host no long time."""
    local = (ip_network("127.0.0.1"),)
    return Looker(Asker(Manners("research-briefs/test", timeout=0.4, pause=0, local=local)))


LIVE, MOVED, BLOCKED, DEAD, UNSURE = (
    Verdict.LIVE, Verdict.REDIRECTED, Verdict.BLOCKED, Verdict.DEAD, Verdict.UNSURE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "verdict", "reason", "led_to"),
    [
        ("/live", LIVE, "200 OK", ""),
        ("/live#part", LIVE, "200 OK", ""),
        ("/at/日本", LIVE, "200 OK", ""),
        ("/by-get-alone", LIVE, "200 OK", ""),
        ("/hang-up-on-head", LIVE, "200 OK", ""),
        ("/huge", LIVE, "200 OK", ""),
        ("/for-now", LIVE, "by way of another address", "/live"),
        ("/moved", MOVED, "moved for good", "/live"),
        ("/moved-twice", MOVED, "moved for good", "/live"),
        ("/home-instead", MOVED, "to the front page of a site", "/"),
        ("/replaced", MOVED, "to a page for errors", "/errors/404.html"),
        ("/login-wanted", BLOCKED, "401 Unauthorized", ""),
        ("/kept-out", BLOCKED, "403 Forbidden", ""),
        ("/in-this-country", BLOCKED, "451 Unavailable For Legal Reasons", ""),
        ("/please-log-in", BLOCKED, "asks who is there", "/login?next=1"),
        ("/challenge", BLOCKED, "asks whether we are human", ""),
        ("/wall", BLOCKED, "asks whether we are human", ""),
        ("/forbidden", BLOCKED, "robots.txt keeps programs out", ""),
        ("/to-the-forbidden", BLOCKED, "robots.txt keeps programs out", "/forbidden"),
        ("/missing", DEAD, "404 Not Found", ""),
        ("/gone", DEAD, "410 Gone", ""),
        ("/moved-and-gone", DEAD, "410 Gone", "/gone"),
        ("/broken", UNSURE, "500 Internal Server Error", ""),
        ("/teapot", UNSURE, "418 I'm a Teapot", ""),
        ("/nowhere-to-go", UNSURE, "302 Found", ""),
        ("/circle", UNSURE, "leads round in a circle", "/circle"),
        ("/many", UNSURE, "leads on more than 8 times", "/many?n=9"),
        ("/to-a-file", UNSURE,
         "leads on to what is no address of the web: file:///etc/passwd", ""),
        ("/to-nonsense", UNSURE, "leads on to what is no address of the web: http://[half/", ""),
        ("/to-much", UNSURE, "leads on to an address of 3,001 characters", ""),
        ("/babble", UNSURE, "no answer in HTTP: BadStatusLine", ""),
        ("/many-headers", UNSURE, "no answer in HTTP: HTTPException", ""),
        ("/silent", UNSURE, "no answer in time: 0.4 seconds", ""),
        ("/drip", UNSURE, "no answer in time: 0.4 seconds", ""),
    ],
)  # fmt: skip
def test_what_becomes_of_an_address(
    path: str, verdict: Verdict, reason: str, led_to: str, looker: Looker, world: Web
) -> None:
    finding = looker.look(f"{world.home}{path}")
    assert (finding.verdict, finding.reason) == (verdict, reason)
    assert finding.led_to == (f"{world.home}{led_to}" if led_to else "")


def test_a_host_that_does_not_listen_is_gone(looker: Looker) -> None:
    finding = looker.look(f"http://127.0.0.1:{closed_port()}/")
    assert (finding.verdict, finding.reason) == (DEAD, "connection refused")


def test_a_name_that_nobody_has_is_gone(looker: Looker) -> None:
    finding = looker.look("http://nowhere.invalid/")
    # Where there is no name server to ask, nothing is known.
    assert (finding.verdict, finding.trouble) in (
        (DEAD, Trouble.NO_SUCH_HOST),
        (UNSURE, Trouble.NO_NETWORK),
    )


def test_a_name_that_can_be_none_is_gone(looker: Looker) -> None:
    finding = looker.look(f"http://{'ü' * 70}.example/")
    assert (finding.verdict, finding.trouble) == (DEAD, Trouble.NO_SUCH_HOST)


def test_what_speaks_no_tls_leaves_it_unsure(looker: Looker, world: Web) -> None:
    finding = looker.look(world.home.replace("http:", "https:") + "/live")
    assert (finding.verdict, finding.trouble) == (UNSURE, Trouble.INSECURE)


def test_of_a_huge_page_only_the_beginning_is_read(world: Web) -> None:
    asker = Asker(Manners("test", pause=0, local=(ip_network("127.0.0.1"),)))
    assert len(asker.ask("GET", f"{world.home}/huge", 1_000).body) == 1_000


# Where nobody may be led


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_within_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_of_everybody_are(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_not_asked_under_any_name(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(Unreachable) as caught:
            connect(host, server.getsockname()[1], end=0)
        assert caught.value.trouble in (Trouble.PRIVATE, Trouble.NO_SUCH_HOST)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_without_leave_this_machine_is_not_asked(
    check: Check, site_folder: Path, world: Web
) -> None:
    put(site_folder, "inside", f"{world.home}/live")
    done = check("inside", "--json", "--copies", "none", local="127.0.0.3")
    assert done.found("inside")["verdict"] == "unsure"
    assert done.found("inside")["reason"] == "in a private network: 127.0.0.1 is 127.0.0.1"
    assert world.requests == []


def test_nobody_is_led_inside(looker: Looker, world: Web) -> None:
    finding = looker.look(f"{world.home}/to-the-inside")
    assert (finding.verdict, finding.trouble) == (UNSURE, Trouble.PRIVATE)
    assert finding.led_to == "http://127.0.0.2:80/"


# Manners


def test_a_host_is_asked_one_request_at_a_time_by_whom_it_can_know(
    check: Check, site_folder: Path
) -> None:
    with web() as asked:
        for number in range(8):
            put(site_folder, f"page-{number}", f"{asked.home}/live?{number}")
        assert check(*(f"page-{number}" for number in range(8))).code == OK
    assert asked.most_at_once == 1
    assert asked.asked("/live") == ["HEAD"] * 8
    assert asked.asked("/robots.txt") == ["GET"]
    (agent,) = {agent for _, _, agent in asked.requests}
    assert agent == "research-briefs/0.1.0 (+https://github.com/example/lights)"


def test_hosts_are_asked_beside_each_other(check: Check, site_folder: Path) -> None:
    """Each of the two answers only when the other is asked too."""
    with web("127.0.0.1") as one, web("127.0.0.2") as other:
        one.meeting = other.meeting = threading.Barrier(2)
        put(site_folder, "one", f"{one.home}/meet")
        put(site_folder, "other", f"{other.home}/meet")
        assert check("one", "other", local="127.0.0.0/8").err == "2 sources: 2 live\n"


def test_a_host_that_asks_for_rest_gets_it(check: Check, site_folder: Path, world: Web) -> None:
    put(site_folder, "first", f"{world.home}/slow-down")
    put(site_folder, "second", f"{world.home}/live")
    done = check("first", "second", "--json")
    assert [done.found(id)["verdict"] for id in ("first", "second")] == ["blocked", "blocked"]
    assert not world.asked("/live")


def test_a_host_may_ask_for_a_pause() -> None:
    with web() as slow:
        slow.robots = "User-agent: *\nCrawl-delay: 0.3\n"
        asker = Asker(Manners("test/1", pause=0, local=(ip_network("127.0.0.1"),)))
        looker = Looker(asker)
        looker.look(f"{slow.home}/live")
        assert asker._turns.pauses == {"127.0.0.1": 0.3}


# What it tells


def test_findings_are_told_the_urgent_ones_first(
    check: Check, site_folder: Path, world: Web
) -> None:
    put(site_folder, "copied", f"{world.home}/archived-missing", "accessed: 2024-03-01\n")
    put(site_folder, "live", f"{world.home}/live")
    put(site_folder, "moved", f"{world.home}/moved")
    put(site_folder, "hidden", f"{world.home}/kept-out")
    put(site_folder, "broken", f"{world.home}/broken")
    done = check("copied", "live", "moved", "hidden", "broken", "pilot-book-1887")
    assert done == Done(
        WRONG,
        f"""\
dead: 1 source
  briefs/sources/copied.yaml: 404 Not Found
    {world.home}/archived-missing
    archived on 2024-03-01: https://web.archive.org/web/20240401120000/{world.home}/archived-missing
redirected: 1 source
  briefs/sources/moved.yaml: moved for good
    {world.home}/moved
    leads to {world.home}/live
blocked: 1 source
  briefs/sources/hidden.yaml: 403 Forbidden
    {world.home}/kept-out
unsure: 1 source
  briefs/sources/broken.yaml: 500 Internal Server Error
    {world.home}/broken
""",
        "6 sources: 1 dead, 1 redirected, 1 blocked, 1 unsure, 1 live, 1 without an address\n"
        "nothing was written; with --write the records get these fields\n",
    )


def test_the_same_as_json(check: Check, site_folder: Path, world: Web) -> None:
    put(site_folder, "copied", f"{world.home}/archived-missing", "accessed: 2024-03-01\n")
    put(site_folder, "live", f"{world.home}/live")
    done = check("live", "copied", "--json")
    address = f"{world.home}/archived-missing"
    assert json.loads(done.out) == {
        "as_of": "2026-11-20",
        "sources": [
            {
                "id": "copied",
                "address": address,
                "verdict": "dead",
                "reason": "404 Not Found",
                "status": 404,
                "copy": {
                    "address": f"{COPY}{address}".replace("http:", "https:", 1),
                    "day": "2024-03-01",
                },
            },
            {"id": "live", "address": f"{world.home}/live", "verdict": "live",
             "reason": "200 OK", "status": 200},
        ],
        "written": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("copies", "asked"), [("gone", ["/archived-missing"]), ("none", []),
                          ("all", ["/archived-missing", "/archived-page"])],
)  # fmt: skip
def test_of_what_a_copy_is_looked_for(
    copies: str, asked: list[str], check: Check, site_folder: Path, world: Web
) -> None:
    for path in ("/archived-missing", "/archived-page"):
        put(site_folder, path.strip("/"), f"{world.home}{path}")
    put(site_folder, "has-one", f"{world.home}/missing", f"archived: {COPY}x\n")
    done = check("archived-missing", "archived-page", "has-one", "--copies", copies, "--json")
    sources = json.loads(done.out)["sources"]
    assert [f"/{item['id']}" for item in sources if "copy" in item] == asked


def test_a_copy_at_no_address_of_the_web_is_none(
    check: Check, site_folder: Path, world: Web
) -> None:
    put(site_folder, "odd", f"{world.home}/archived-odd")
    assert "copy" not in check("odd", "--json").found("odd")


def test_an_archive_that_is_silent_is_told_of(check: Check, site_folder: Path, world: Web) -> None:
    put(site_folder, "gone", f"{world.home}/missing")
    done = check("gone", archive=f"{world.home}/broken")
    assert done.code == WRONG
    assert "the archive did not tell of all copies: it answers 500\n" in done.err


def test_what_is_recorded_is_no_news(check: Check, site_folder: Path, world: Web) -> None:
    put(site_folder, "gone", f"{world.home}/missing", f"archived: {COPY}x\ndead: 2026-01-01\n")
    done = check("gone")
    assert done.code == OK
    assert f"    the record has a copy: {COPY}x\n" in done.out


def test_what_is_back_is_told(check: Check, site_folder: Path, world: Web) -> None:
    put(site_folder, "back", f"{world.home}/live", "dead: 2026-01-01\n")
    done = check("back", "--write")
    assert done.code == OK
    assert "it was found gone on 2026-01-01: if it is there again, drop `dead`\n" in done.out
    assert done.err == "1 source: 1 live\n"


# What it writes


def test_nothing_is_written_unless_told(check: Check, site_folder: Path, world: Web) -> None:
    file = put(site_folder, "gone", f"{world.home}/archived-missing")
    before = file.read_bytes()
    check("gone")
    assert file.read_bytes() == before


def test_a_line_each_is_written_in_its_place(check: Check, site_folder: Path, world: Web) -> None:
    file = site_folder / "briefs" / "sources" / "gone.yaml"
    text = f"""\
# A page of the ministry.

type: webpage
title:   "A page"   # oddly laid out, and kept so
URL: {world.home}/archived-missing
# seen once
accessed: 2024-03-01
authority: official-statement
read: excerpt
# the end
"""
    file.write_text(text)
    done = check("gone", "--write")
    copy = f"https://web.archive.org/web/20240401120000/{world.home}/archived-missing"
    assert file.read_text() == text.replace(
        "# seen once", f"archived: {copy}\ndead: 2026-11-20\n# seen once"
    )
    assert "wrote archived and dead: briefs/sources/gone.yaml\n" in done.err
    assert done.code == WRONG
    again = check("gone", "--write")
    assert (again.code, "wrote" in again.err) == (OK, False)


def test_line_ends_stay(check: Check, site_folder: Path, world: Web) -> None:
    file = put(site_folder, "gone", f"{world.home}/missing")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    check("gone", "--write")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") == 6
    assert b"dead: 2026-11-20\r\n" in file.read_bytes()


def test_what_cannot_be_written_stays_whole(check: Check, site_folder: Path, world: Web) -> None:
    file = put(site_folder, "gone", f"{world.home}/missing", "accessed: 2026-11-25\n")
    before = file.read_bytes()
    done = check("gone", "--write")
    assert file.read_bytes() == before
    assert done.code == WRONG
    assert "it was seen after this day" in done.err


# No network, no records, wrong calls


def test_without_a_network_nothing_is_said_of_any_source(check: Check, site_folder: Path) -> None:
    nobody = f"http://127.0.0.1:{closed_port()}"
    for number in range(12):
        put(site_folder, f"page-{number}", f"{nobody}/{number}")
    before = {file: file.read_bytes() for file in site_folder.rglob("*.yaml")}
    ids = [f"page-{number}" for number in range(12)]
    for some in (ids, ids[:1]):
        assert check("--write", *some, archive=nobody) == Done(
            UNABLE,
            "",
            "briefs: no network: neither the sources nor the archive could be reached, so nothing "
            "is said of any source\n",
        )
    assert {file: file.read_bytes() for file in site_folder.rglob("*.yaml")} == before


def test_with_a_network_a_host_that_refuses_is_gone(check: Check, site_folder: Path) -> None:
    put(site_folder, "gone", f"http://127.0.0.1:{closed_port()}/")
    assert check("gone", "--json").found("gone")["verdict"] == "dead"


def test_records_with_mistakes_are_mended_first(check: Check, site_folder: Path) -> None:
    put(site_folder, "page", "nowhere")
    assert check("page") == Done(WRONG, "", "briefs: 1 issue in 1 file; see `briefs check`\n")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("almanac-2042",),
         "briefs: there is no source “almanac-2042”; did you mean “almanac-2024”?"),
        (("brevia",), "briefs: there is no source “brevia”"),
        (("--local", "everywhere"), "“everywhere” is no address or network, such as 127.0.0.1"),
        (("--timeout", "soon"), "“soon” is no number of seconds up to 600"),
        (("--timeout", "0"), "a request needs more than no time"),
        (("--timeout", "nan"), "“nan” is no number of seconds up to 600"),
        (("--pause", "-1"), "“-1” is no number of seconds up to 600"),
        (("--copies", "some"), "invalid choice: 'some'"),
        (("--archive", "ftp://archive.example/"), "“ftp://archive.example/” is not a web address"),
        (("--as-of", "2026"), "argument --as-of: "),
    ],
)  # fmt: skip
def test_a_wrong_call_is_explained(call: tuple[str, ...], message: str, check: Check) -> None:
    try:
        code = main(("sources", "check", *call))
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == MISUSED
    assert message in check("almanac-2042", *call).err


def test_help_has_an_example(check: Check) -> None:
    done = check("--help")
    assert done.code == OK
    assert "example: briefs sources check " in done.out


# As a process of its own

RUN = (sys.executable, "-c", "from research_briefs.edges.command import main; exit(main())")


def test_who_interrupts_it_does_not_wait_and_finds_all_as_it_was(
    site_folder: Path, world: Web
) -> None:
    put(site_folder, "gone", f"{world.home}/missing")
    with web("127.0.0.2") as slow:
        file = put(site_folder, "slow", f"{slow.home}/silent")
        before = file.read_bytes()
        arguments = ("--local", "127.0.0.0/8", "--pause", "0", "--archive", world.home, "--write")
        process = subprocess.Popen(
            [*RUN, "sources", "check", "gone", "slow", *arguments],
            cwd=site_folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while not slow.asked("/silent") or not world.asked("/missing"):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == INTERRUPTED
    assert "briefs: interrupted; this was found so far, nothing was written\n" in err
    assert "Traceback" not in err
    assert file.read_bytes() == before
    assert not list(site_folder.rglob(".*.yaml.*"))
    assert out in (
        "",
        f"dead: 1 source\n  briefs/sources/gone.yaml: 404 Not Found\n    {world.home}/missing\n",
    )


def test_a_terminal_shows_how_far_it_is(site_folder: Path, world: Web) -> None:
    put(site_folder, "live", f"{world.home}/live")
    parent, child = pty.openpty()
    arguments = ("--local", "127.0.0.1", "--pause", "0", "--archive", world.home)
    done = subprocess.run(
        [*RUN, "sources", "check", "live", *arguments], cwd=site_folder, stderr=child, check=False
    )
    os.close(child)
    shown = os.read(parent, 10_000).decode()
    os.close(parent)
    assert done.returncode == OK
    assert f"\r1 of 1, {world.home.removeprefix('http://')}\x1b[K" in shown
    assert shown.endswith("\r\x1b[K1 source: 1 live\r\n")
