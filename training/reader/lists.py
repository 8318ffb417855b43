"""Which words stand in lists of names: people's, places', organisations', peoples'; and which are common words or titles.

The lists are those of the repository's `data`. They go into the model file as hashes, so that the program needs no other file.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections import defaultdict
from pathlib import Path

# The lists, by the bit that says that a word stands in one.
LISTS = ("given", "surname", "place", "town", "people", "organization", "other", "organization_head", "place_head", "role", "common")
LONGEST = 5
# Inhabitants.
SMALLEST_TOWN, LARGE_TOWN = 5_000, 50_000


def fold(word: str) -> str:
    """Letters and digits in lower case without accents."""
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(ch for ch in plain if ch.isalnum())


def table(path: Path) -> list[list[str]]:
    open_ = gzip.open if path.suffix == ".gz" else open
    with open_(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return rows if path.suffix == ".gz" else rows[1:]


def read(data: Path) -> dict[str, int]:
    """Folded names and the bits of the lists that hold them."""
    found: dict[str, int] = defaultdict(int)

    def put(name: str, kind: str) -> None:
        key = fold(name)
        if len(key) > 1:
            found[key] |= 1 << LISTS.index(kind)

    for row in table(data / "parse/given-names.tsv"):
        put(row[0], "given")
    for row in table(data / "parse/surnames.tsv"):
        put(row[0], "surname")
    for row in table(data / "parse/peoples.tsv"):
        put(row[0], "people")
    for row in table(data / "parse/places.tsv"):
        put(row[0], "place")
    for row in table(data / "place/places.tsv.gz"):
        if row[0] == "c" and int(row[8]) < SMALLEST_TOWN:
            continue
        large = row[0] in "12" or (row[0] == "c" and int(row[8]) >= LARGE_TOWN)
        for name in [row[2], *filter(None, row[9].split("|"))]:
            put(name, "other" if row[0] == "f" else "place" if large else "town")
    for row in table(data / "parse/known-names.tsv"):
        put(row[0], "organization" if row[1] == "organization" else "other")
    for row in table(data / "actor/organizations.tsv") + table(data / "article/outlets.tsv"):
        for name in [row[0], *filter(None, row[1].split("|"))]:
            put(name, "organization")
    for word, kind, _ in table(data / "parse/name-heads.tsv"):
        put(word, {"organization": "organization_head", "misc": "organization_head"}.get(kind, "place_head"))
    for row in table(data / "parse/roles.tsv"):
        put(row[0], "role")
    for row in table(data / "parse/honorifics.tsv"):
        put(row[0], "role")
    for row in table(data / "parse/common-words.tsv"):
        put(row[0], "common")
    return dict(found)


# Lists whose names count only with a capital.
CAPITALS = sum(1 << LISTS.index(name) for name in LISTS if name not in ("role", "common", "people"))
# Lists of names of several words.
PHRASES = sum(1 << LISTS.index(name) for name in ("place", "town", "people", "organization", "other"))


def of(words: list[str], lists: dict[str, int]) -> list[int]:
    """The bits of each word: its own, and those of the longest listed name that begins at or covers it."""
    keys = [fold(word) for word in words]
    capital = [any(ch.isupper() for ch in word) for word in words]
    bits = [lists.get(key, 0) & (-1 if high else ~CAPITALS) for key, high in zip(keys, capital)]
    start = 0
    while start < len(words):
        step = 1
        if capital[start] and keys[start]:
            for end in range(min(len(words), start + LONGEST), start + 1, -1):
                if not keys[end - 1]:
                    continue
                found = lists.get("".join(keys[start:end]), 0) & PHRASES
                if found:
                    for at in range(start, end):
                        bits[at] = bits[at] & ~PHRASES | found
                    step = end - start
                    break
        start += step
    return bits
