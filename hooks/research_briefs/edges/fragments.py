"""Parts of the theme's frame that are the same on many pages, rendered once for all of them.

A page that is not in the navigation shares its menus with all pages at the same depth that belong
to the same entry of the navigation. The theme's own templates stay what they are: ours of the same
names (`theme/partials/`) ask here for them.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from research_briefs.edges.generated_page import GeneratedPage

#: Under this name the templates of the theme below ours can be reached.
BELOW = "material"


class Fragments:
    """The partial templates that were rendered so far, by name, depth and place in the menus."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._rendered: dict[tuple[str, str, str], str] = {}

    @pass_context
    def __call__(self, context: Context, name: str) -> Markup:
        """The theme's own `partials/<name>.html` on the page that is being rendered."""
        page = context.get("page")
        if not isinstance(page, GeneratedPage) or page.is_in_nav:
            return self._render(name, context.get_all())
        key = name, context["base_url"], page.origin.listed_in
        if key not in self._rendered:
            self._rendered[key] = self._render(name, context.get_all())
        return Markup(self._rendered[key])  # noqa: S704 — made by the theme's template

    def _render(self, name: str, values: Mapping[str, object]) -> Markup:
        template = self._env.get_template(f"{BELOW}/partials/{name}.html")
        return Markup(template.render(values))  # noqa: S704


def share_fragments(env: Environment, below: list[str]) -> None:
    """Give templates the function `fragment`; `below` are the folders of the theme under ours."""
    assert env.loader is not None
    prefixed = PrefixLoader({BELOW: FileSystemLoader(below)})
    env.loader = ChoiceLoader([env.loader, prefixed])
    env.globals["fragment"] = Fragments(env)
