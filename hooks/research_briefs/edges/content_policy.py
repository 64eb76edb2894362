"""The Content-Security-Policy of the built site: its own files, and Material's inline scripts.

The hashes are made from the theme's templates alone, never from a page with records in it: what a
record might smuggle into a page is not in the policy, so a browser does not run it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

#: The templates of Material that write a script into a page; two only if the owner asks for them.
INLINE = tuple(
    f"partials/javascripts/{name}.html"
    for name in ("announce", "base", "consent", "content", "palette")
)

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def set_scope(config: MkDocsConfig) -> None:
    """Give Material's first script the same text on pages of every depth, so that one hash will do.

    The scope is the key under which it keeps a reader's choice of colours.
    """
    config.extra.setdefault("scope", urlsplit(config.site_url or "").path or "/")


def content_policy(env: jinja2.Environment, config: MkDocsConfig) -> str:
    """The policy, for a `meta` element in every page."""
    scripts = " ".join(_hash(script) for script in _scripts(env, config))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",  # Material's stylesheet has its icons in data: addresses
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _scripts(env: jinja2.Environment, config: MkDocsConfig) -> list[str]:
    context = {"config": config, "features": config.theme.get("features") or [], "base_url": "."}
    rendered = (env.get_template(name).render(context) for name in INLINE)
    return [script for text in rendered for script in _SCRIPT.findall(text)]


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
