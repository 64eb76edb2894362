"""The tags by which reference managers and Google Scholar know a report: `citation_title` etc.

Zotero's translator "Embedded Metadata" makes a report of a page that names a
`citation_technical_report_institution`; Scholar asks for a title, an author and a date
(https://scholar.google.com/intl/en/scholar/inclusion.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..citations.items import Item, Name

#: A tag's name and content, and the property of OpenGraph that says the same, if there is one.
Tag = tuple[str, str, str]


def tags(item: Item) -> Iterator[Tag]:
    """The tags of a page that is cited as a report.

    The abstract is the page's `description`, which Zotero takes for it where there is no other.
    """
    yield "citation_title", item["title"], "og:title"
    for author in item["author"]:
        yield "citation_author", _author(author, alone=len(item["author"]) == 1), ""
    yield "citation_publication_date", "/".join(map(_two, item["issued"]["date-parts"][0])), ""
    yield "citation_technical_report_institution", item["publisher"], ""
    yield "citation_language", item["language"], ""
    if "URL" in item:
        yield "citation_public_url", item["URL"], "og:url"


def _two(number: int) -> str:
    return f"{number:02}"


def _author(name: Name, *, alone: bool) -> str:
    """`Family, Given`; a body has a family name only, or Zotero would take its last word for one.

    Of a name that stands alone Zotero makes two if there are spaces on both sides of the comma; so
    those in the given name are of the sort that does not break.
    """
    if "given" not in name:
        return f"{(name.get('literal') or name['family']).replace(',', '')},"
    family, given = (name[part].replace(",", "") for part in ("family", "given"))
    if alone and " " in family:
        given = given.replace(" ", "\u00a0")
    return f"{family}, {given}"
