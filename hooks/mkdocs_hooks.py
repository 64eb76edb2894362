"""Hands on the events of the MkDocs edge: MkDocs loads hooks by path, and takes every `on_*`."""

from research_briefs.edges.mkdocs import *  # noqa: F403
