"""Which runs of nine words a text shares with the documents that the records are drawn from.

The records tell in words of their own what the documents say. The documents are not part of this
repository; what a test needs of them is. `tests/data/shingles.bin` holds a hash of each run of nine
words in them, sorted, each once, with nothing before, between or behind. A hash is the first six
bytes of BLAKE2b-512 of the nine words as `fold` makes them, joined by spaces. By it a run can be
recognised, but the documents cannot be read.

Whoever has the documents writes that file anew, from the checkout, with the package installed:

    python -m tests.own_words FOLDER_OF_TEXTS

In goes every `*.txt` of the folder, in UTF-8: the plain text of one document each, under any name.
Runs go across the ends of lines, but never from one document into another. A text is read as it
stands, then with broken words made whole, then without what is in brackets, for a copy may well
leave out references. Out comes the file of hashes; it is the same for the same documents, in
whatever order and under whatever names.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

DATA = Path(__file__).parent / "data" / "shingles.bin"
#: How many words in a row are a copy: fewer are often the only way to name a thing.
LENGTH = 9
#: The bytes of one hash: so many that no run of other words has the hash of a copy by chance.
SIZE = 6

#: The hashes of the runs of all documents.
Shingles = frozenset[bytes]


def fold(text: str) -> list[str]:
    """The words of a text without case, marks and punctuation; what joins two words parts them.

    >>> fold("The U.S.–Japan “Déclaration”, and/or its annex")
    ['the', 'us', 'japan', 'declaration', 'and', 'or', 'its', 'annex']
    """
    kept = "".join(_spaced(character) for character in text)
    plain = unicodedata.normalize("NFKD", kept).casefold()
    words = (re.sub(r"[\W_]", "", word) for word in plain.split())
    return [word for word in words if word]


def _spaced(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character == "/":  # any hyphen or dash
        return " "
    # Small raised figures are the marks of footnotes, which whoever copies leaves out.
    return "" if category == "No" else character


def shingles(words: Sequence[str]) -> list[bytes]:
    """The hash of each run of nine words, in their order."""
    starts = range(len(words) - LENGTH + 1)
    return [_hash(" ".join(words[start : start + LENGTH])) for start in starts]


def _hash(run: str) -> bytes:
    # The first bytes of the full digest, so that `b2sum` gives the same.
    return blake2b(run.encode()).digest()[:SIZE]


def shingles_of(documents: Iterable[str]) -> Shingles:
    """All runs of some documents, in each of the ways of reading them."""
    readings = (reading for text in documents for reading in _readings(text))
    return frozenset(hash for reading in readings for hash in shingles(fold(reading)))


def _readings(text: str) -> tuple[str, ...]:
    """A text as it stands, and as somebody who copies it might write it down."""
    whole = re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "", text)
    return text, whole, re.sub(r"\([^()]*\)", "", whole)


def pack(found: Shingles) -> bytes:
    """What a file of these runs holds."""
    return b"".join(sorted(found))


def read(file: Path = DATA) -> Shingles:
    """The runs in a file. A file without any would let every copy through, so it is an error."""
    data = file.read_bytes()
    found = frozenset(data[at : at + SIZE] for at in range(0, len(data), SIZE))
    if not found or len(data) % SIZE or pack(found) != data:
        raise ValueError(f"{file.name} is empty or damaged; see {Path(__file__).name}")
    return found


def copied(text: str, known: Shingles) -> list[str]:
    """The runs of a text that stand in the documents, folded; what overlaps is one run."""
    words = fold(text)
    hits = (start for start, hash in enumerate(shingles(words)) if hash in known)
    return [" ".join(words[start:end]) for start, end in _merged(hits)]


def _merged(starts: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches that runs of nine words cover together, by the places where these begin."""
    found: list[tuple[int, int]] = []
    for start in starts:
        first = found.pop()[0] if found and start < found[-1][1] else start
        found.append((first, start + LENGTH))
    return found


class Names:
    """Names and titles, which are the same in anybody's words."""

    def __init__(self, names: Iterable[str]) -> None:
        # Each on a line of its own, so that no run begins in one name and ends in another.
        self._lines = "".join(f" {' '.join(fold(name))} \n" for name in names)

    def hold(self, run: str) -> bool:
        """Whether a folded run lies within one of the names."""
        return f" {run} " in self._lines


def main(arguments: Sequence[str] | None = None, file: Path = DATA) -> None:
    """Read the documents in the folder that the command line names, and write their runs."""
    summary, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m tests.own_words",
        description=summary,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER_OF_TEXTS")
    folder: Path = parser.parse_args(arguments).folder
    documents = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    found = shingles_of(documents)
    if not found:
        parser.error(f"no nine words in a row in any {folder}/*.txt")
    file.write_bytes(pack(found))
    sys.stdout.write(f"{file.name}: {len(found):,} runs of {len(documents)} documents\n")


if __name__ == "__main__":
    main()
