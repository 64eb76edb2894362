"""The licences of the records and of the code, stated on every page."""

from __future__ import annotations

from markupsafe import Markup, escape

from ...pages.wording import Wording
from ...settings import Settings


def licences(settings: Settings, words: Wording) -> Markup:
    """`Content: CC-BY-4.0. Code: MIT.`, each with its address, as safe HTML."""
    said = (
        (words["data"]["of_content"], settings.licence, settings.licence_url, "license"),
        (words["data"]["of_code"], settings.code_licence, settings.code_licence_url, ""),
    )
    return Markup(" ").join(
        Markup("{}: {}.").format(label, _named(name, url, rel))
        for label, name, url, rel in said
        if name
    )


def _named(name: str, url: str, rel: str) -> Markup:
    if not url:
        return escape(name)
    said = Markup(' rel="{}"').format(rel) if rel else ""
    return Markup('<a href="{}"{}>{}</a>').format(url, said, name)
