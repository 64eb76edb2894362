"""`llms.txt`: what there is and where, for readers that are programs (https://llmstxt.org/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...pages.phrases import Phrases
from ...records.model import Record, Retired
from .dataset import Dataset
from .escaping import escaped

#: The files of the whole by the words that say what they are.
FILES = {
    "records.json": "records_json",
    "records.csv": "records_csv",
    "statements.csv": "statements_csv",
    "citations.csv": "citations_csv",
    "sources.csv": "sources_csv",
    "data.sqlite": "data_sqlite",
    "datapackage.json": "datapackage_json",
}


def llms(say: Phrases, dataset: Dataset, sheet: str) -> str:
    """The whole in one list, each record as Markdown; what others refer to is optional.

    `sheet` is how the Markdown of a record is called, beside its page.
    """
    catalogue = say.catalogue
    lines = [f"# {escaped(dataset.title)}", ""]
    if dataset.about:
        lines += [f"> {escaped(dataset.about)}", ""]
    lines += [*_notes(say, dataset), ""]
    lines += [f"## {say.words['data']['title']}", "", *_files(say, dataset), ""]
    for kind, model in catalogue.kinds.items():
        if model.event_statuses:
            lines += _section(
                _plural(say, kind, model), catalogue.of_kind(kind), say, dataset, sheet
            )
    others = [
        record
        for kind, model in catalogue.kinds.items()
        if not model.event_statuses
        for record in catalogue.of_kind(kind)
    ]
    lines += _section("Optional", others, say, dataset, sheet)
    return "\n".join(lines)


def _notes(say: Phrases, dataset: Dataset) -> Iterator[str]:
    words = say.words["data"]
    yield str(words["how_to_read"])
    if dataset.licence:
        yield f"{words['licence']}: {escaped(dataset.licence)} <{dataset.licence_url}>"


def _files(say: Phrases, dataset: Dataset) -> Iterator[str]:
    for name, word in FILES.items():
        yield f"- [{name}]({dataset.address(f'data/v1/{name}')}): {say.words['data'][word]}"


def _section(
    heading: str, records: Iterable[Record], say: Phrases, dataset: Dataset, sheet: str
) -> list[str]:
    found = [record for record in records if not isinstance(record, Retired)]
    if not found:
        return []
    return [f"## {heading}", "", *(_entry(record, say, dataset, sheet) for record in found), ""]


def _entry(record: Record, say: Phrases, dataset: Dataset, sheet: str) -> str:
    state = say.catalogue.states.get(record.id)
    said = ""
    if state is not None:
        seen = say.words["state"]["seen"].format(date=state.day.isoformat())
        said = f": {escaped(say.state_label(record, state.status))}, {seen}"
    address = dataset.address(f"{record.kind}/{record.id}/{sheet}")
    return f"- [{escaped(record.title)}]({address}){said}"


def _plural(say: Phrases, kind: str, model: type[Record]) -> str:
    own = say.words["kinds"].get(kind)
    return str(own[1]) if own else model.plural.capitalize()
