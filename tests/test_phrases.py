"""Phrases: what the data say, in the words of an interface language."""

from __future__ import annotations

import pytest
from tests.helpers import SITE

from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.settings import settings_from
from research_briefs.site import Site, load_site


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(settings_from(SITE, {}))


def test_another_language_names_states_roles_and_relations(site: Site) -> None:
    catalogue = site.catalogue
    record = catalogue.records["sound-lights-treaty"]
    words = {**wording(), "terms": {"in force": "発効済み", "follows": "後継"}}
    in_japanese = Phrases(catalogue, words)
    assert in_japanese.state_label(record, "in-force") == "発効済み"
    assert in_japanese.term("follows") == "後継"
    assert in_japanese.term("observer") == "observer"  # what nobody has translated stays as it is


def test_a_state_may_be_called_otherwise_for_one_kind(site: Site) -> None:
    say = Phrases(site.catalogue, wording())
    treaty = site.catalogue.records["sound-lights-treaty"]
    project = site.catalogue.records["twin-lenses"]
    assert say.state_label(treaty, "agreed") == "agreed, not signed"
    assert say.state_label(project, "agreed") == "agreed"


def test_a_language_without_a_file_falls_back_to_english() -> None:
    assert wording("tlh") == wording("en")
