"""The whole as data: tables, a database, JSON, Markdown, and what describes them.

Everything stands under `data/v1/`, whose layout stays as `docs/data.md` says; each record stands
beside its page as well, and `llms.txt` at the root of the site.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...pages import addresses
from ...pages.phrases import Phrases
from ...records.model import Record
from ...settings import Settings
from . import database, index, markdown, objects, package, schemas, spreadsheets
from .dataset import dataset_of
from .tables import Tables

ROOT = "data/v1/"


def files(settings: Settings, say: Phrases) -> Iterator[tuple[str, bytes]]:
    """All files of data, each with its place below the site's root."""
    dataset = dataset_of(settings)
    yield from _of_tables(Tables(say, dataset))
    yield from markdown.files(settings, say, dataset)
    yield "llms.txt", index.llms(say, dataset, settings.sheet).encode()


def markdown_of(record: Record, settings: Settings, say: Phrases) -> str:
    """What the page of a record says, as the site gives it to programs."""
    return markdown.text_of(record, settings, say, dataset_of(settings))


def _of_tables(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """All that is made from the tables, which are large: they are let go behind the last file."""
    yield from _whole(tables)
    together = objects.Together(tables.dataset)
    for id, text in objects.of_records(tables):
        yield f"{addresses.of_record(tables.catalogue.records[id])}index.json", text + b"\n"
        together.add(text)
    yield f"{ROOT}records.json", together.ended()


def _whole(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """The tables as files, with what describes them and the records behind them."""
    yield f"{ROOT}data.sqlite", database.sqlite(tables.all)
    described, cells = [], spreadsheets.Cells()
    for table in tables.all:
        content = spreadsheets.csv(table, cells)
        yield f"{ROOT}{table.name}.csv", content
        described.append(package.resource(table, content))
    yield f"{ROOT}datapackage.json", package.describe(tables.dataset, described)
    for kind, model in tables.catalogue.kinds.items():
        yield f"{ROOT}schema/{kind}.json", schemas.of_kind(kind, model, tables.dataset)
