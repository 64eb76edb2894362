"""How `mkdocs serve` notices changes: which are noticed, and where nobody would tell of them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from research_briefs.edges import watching
from research_briefs.edges.watching import Told, observer_for

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere changes are looked for")


class Noticed(FileSystemEventHandler):
    """The names of files of which changes were noticed, as MkDocs would hear of them."""

    def __init__(self) -> None:
        self.names: Queue[str] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """MkDocs does not ask what has happened, but for folders."""
        if not event.is_directory:
            place = event.dest_path or event.src_path
            self.names.put(Path(str(place)).name)

    def wait_for(self, name: str) -> list[str]:
        """All that is noticed until this file is."""
        found = [self.names.get(timeout=20)]
        while found[-1] != name:
            found.append(self.names.get(timeout=20))
        return found


@pytest.fixture(params=[pytest.param("told", marks=on_linux), "looked for"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Noticed]]:
    """A folder with a record below it, which is watched."""
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "lamp.yaml").write_text("title: Lamp\n", encoding="utf-8")
    observer = Told() if request.param == "told" else PollingObserver(timeout=0.05)
    yield from _watched(observer, tmp_path, tmp_path)


def _watched(observer: BaseObserver, watched: Path, folder: Path) -> Iterator[tuple[Path, Noticed]]:
    noticed = Noticed()
    observer.schedule(noticed, str(watched), recursive=True)
    observer.start()
    yield folder, noticed
    observer.stop()
    observer.join()


def save(file: Path) -> None:
    file.write_text("title: Lantern\n", encoding="utf-8")


def put_in_place(file: Path) -> None:
    """What most editors do: a new file takes the place of the old one."""
    save(other := file.with_name("lamp.yaml.new"))
    other.replace(file)


def remove(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("change", [save, put_in_place, remove])
def test_a_change_of_a_record_is_noticed(
    change: Callable[[Path], None], folder: tuple[Path, Noticed]
) -> None:
    root, noticed = folder
    change(root / "projects" / "lamp.yaml")
    assert "lamp.yaml" in noticed.wait_for("lamp.yaml")


def test_a_record_in_a_new_folder_is_noticed(folder: tuple[Path, Noticed]) -> None:
    root, noticed = folder
    (root / "dialogues").mkdir()
    save(root / "dialogues" / "forum.yaml")
    noticed.wait_for("forum.yaml")


# watchdog 7 warns that it still knows the folder that is back, and watches it again.
@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
def test_a_folder_that_is_moved_away_is_noticed_and_so_is_its_return(
    folder: tuple[Path, Noticed], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, noticed = folder
    away = tmp_path_factory.mktemp("away") / "projects"
    (root / "projects").rename(away)
    assert noticed.names.get(timeout=20) in ("projects", "lamp.yaml")
    away.rename(root / "projects")
    noticed.wait_for("lamp.yaml")
    save(root / "projects" / "mast.yaml")
    noticed.wait_for("mast.yaml")


def test_to_read_a_record_is_no_change(folder: tuple[Path, Noticed]) -> None:
    root, noticed = folder
    (root / "projects" / "lamp.yaml").read_text(encoding="utf-8")
    save(root / "projects" / "mast.yaml")
    assert set(noticed.wait_for("mast.yaml")) == {"mast.yaml"}


@on_linux
def test_the_system_is_not_asked_to_tell_of_what_is_read(tmp_path: Path) -> None:
    """A build reads thousands of records; to be told of each took longer than to read it."""
    save(settings := tmp_path / "mkdocs.yml")
    (tmp_path / "projects").mkdir()
    for watched, folders in ((tmp_path, 2), (settings, 1)):
        before = asked_of_the_system()
        for _ in _watched(Told(), watched, tmp_path):
            asked = asked_of_the_system() - before
            assert asked.total() == folders
            assert [mask for mask in asked if mask & READING or not mask & MODIFIED] == []


#: IN_ACCESS, IN_OPEN and IN_CLOSE_NOWRITE of inotify, and its IN_MODIFY.
READING, MODIFIED = 0x1 | 0x20 | 0x10, 0x2


def asked_of_the_system() -> Counter[int]:
    """What Linux is to tell this process of: see proc_pid_fdinfo(5)."""
    told = [
        Path("/proc/self/fdinfo", file.name).read_text(encoding="ascii")
        for file in Path("/proc/self/fd").iterdir()
        if file.resolve().name.endswith("inotify")
    ]
    return Counter(int(mask, 16) for text in told for mask in re.findall(r" mask:(\w+)", text))


@on_linux
def test_a_file_is_watched_by_its_name_however_it_is_saved(tmp_path: Path) -> None:
    save(settings := tmp_path / "mkdocs.yml")
    for _, noticed in _watched(Told(), settings, tmp_path):
        for change in (save, put_in_place, put_in_place, save):
            save(tmp_path / "notes.txt")
            change(settings)
            assert set(noticed.wait_for("mkdocs.yml")) == {"mkdocs.yml"}
            while not noticed.names.empty():
                assert noticed.names.get() == "mkdocs.yml"


@on_linux
def test_the_system_tells_of_a_disk_of_its_own(tmp_path: Path) -> None:
    save(tmp_path / "mkdocs.yml")
    assert isinstance(observer_for([str(tmp_path), str(tmp_path / "mkdocs.yml")]), Told)


def test_on_a_disk_of_another_machine_changes_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n29 22 0:6 / {tmp_path} rw - nfs host:/ rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(watching, "_MOUNTS", table)
    assert isinstance(observer_for([str(tmp_path)]), PollingObserver)


def test_where_nothing_is_known_of_disks_changes_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_MOUNTS", tmp_path / "nothing")
    assert isinstance(observer_for([str(tmp_path)]), PollingObserver)


def test_behind_a_link_changes_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (docs := tmp_path / "docs").mkdir()
    (docs / "images").symlink_to(tmp_path / "elsewhere")
    assert isinstance(observer_for([str(docs)]), PollingObserver)


def test_without_room_for_more_watches_changes_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Told, "start", full)
    assert isinstance(observer_for([str(tmp_path)]), PollingObserver)
