"""What is said of the whole: its title, its licence, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ...settings import Settings


@dataclass(frozen=True, slots=True)
class Dataset:
    """The whole as its files name it; what the site's owner has not set is empty.

    `home` is the address of the site with a slash at its end; without one, all addresses in the
    files begin at the site's root.
    """

    title: str
    about: str
    home: str
    publisher: str
    licence: str
    licence_url: str

    def address(self, place: str) -> str:
        """The address of a page or file of the site."""
        return f"{self.home}{place}"

    @property
    def terms(self) -> dict[str, str]:
        """The licence as JSON has it."""
        named = {"name": self.licence, "url": self.licence_url}
        return {key: text for key, text in named.items() if text}


def dataset_of(settings: Settings) -> Dataset:
    """What the settings say of the whole."""
    return Dataset(
        title=settings.site_name,
        about=settings.site_description,
        home=f"{settings.site_url.rstrip('/')}/" if settings.site_url else "/",
        publisher=settings.publisher,
        licence=settings.licence,
        licence_url=settings.licence_url,
    )
