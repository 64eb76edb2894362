"""The Content-Security-Policy of the built site: its own files, and nothing else."""

from __future__ import annotations

#: For a `meta` element in every page. What a record might smuggle into a page, no browser runs.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # Material's stylesheet has its icons in data: addresses
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
