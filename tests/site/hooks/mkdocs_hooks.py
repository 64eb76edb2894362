"""Hands on the events of the MkDocs edge."""

from research_briefs.edges.mkdocs import *  # noqa: F403
