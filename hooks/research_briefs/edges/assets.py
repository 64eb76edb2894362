"""What of the package's theme every page needs: styles, fonts and scripts, with their words."""

from __future__ import annotations

import json
from pathlib import Path

from research_briefs.pages.wording import wording

THEME = Path(__file__).parent.parent / "theme"
STYLES = "assets/briefs/briefs.css"
SCRIPTS = "assets/briefs/"
SCRIPT = "assets/briefs/briefs.js"

#: Where a script of ours has the words of the interface put in.
_NO_WORDS = "const WORDS = {};"


def with_words(script: str, language: str) -> str:
    """A script of ours with the words of the interface: it takes them from no other place."""
    words = json.dumps(wording(language)["script"], ensure_ascii=False, sort_keys=True)
    return script.replace(_NO_WORDS, f"const WORDS = {words};")
