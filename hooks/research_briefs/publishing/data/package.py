"""What describes the tables to machines: a Data Package (https://specs.frictionlessdata.io/)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from ...catalogue.statements import slug
from .columns import Column
from .dataset import Dataset
from .tables import Table

#: A file of the package, as JSON has it.
Resource = Mapping[str, Any]


def describe(dataset: Dataset, resources: Sequence[Resource]) -> bytes:
    """The description of the whole, with what is said of each of its files."""
    said = {
        "profile": "tabular-data-package",
        "name": slug(dataset.title) or "briefs",
        "title": dataset.title,
        "description": dataset.about,
        "homepage": dataset.home if "://" in dataset.home else "",
        "licenses": _licences(dataset),
        "contributors": _contributors(dataset),
        "resources": resources,
    }
    return _json({key: value for key, value in said.items() if value})


def resource(table: Table, content: bytes) -> Resource:
    """What is said of a table and of its CSV file, which has this content."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _licences(dataset: Dataset) -> list[dict[str, str]]:
    named = {"name": dataset.licence, "path": dataset.licence_url}
    return [{key: text for key, text in named.items() if text}] if any(named.values()) else []


def _contributors(dataset: Dataset) -> list[dict[str, str]]:
    return [{"title": dataset.publisher, "role": "publisher"}] if dataset.publisher else []


def _schema(table: Table) -> dict[str, Any]:
    said: dict[str, Any] = {
        "fields": [_field(column, column.name == table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        said["primaryKey"] = [table.key]
    references = [_reference(column, table.name) for column in table.columns if column.refers_to]
    return said | ({"foreignKeys": references} if references else {})


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if is_key:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    said = {"name": column.name, "type": column.type, "description": column.about}
    return said | ({"constraints": constraints} if constraints else {})


def _reference(column: Column, table: str) -> dict[str, Any]:
    resource = "" if column.refers_to == table else column.refers_to
    reference = {"resource": resource, "fields": ["id"]}
    return {"fields": [column.name], "reference": reference}


def _json(value: object) -> bytes:
    return to_json(value, indent=2) + b"\n"
