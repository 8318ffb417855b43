"""Which words stand in lists of names: people's, places', organisations', peoples'; and which are common words or titles.

The lists are those of the repository's `data`. They go into the model file as hashes, so that the program needs no other file.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class List:
    name: str
    # Whether a word without a capital letter is not looked up in it.
    needs_capital: bool = True
    # Whether it has names of several words.
    has_phrases: bool = False


# In the order of their bits.
LISTS = (
    List("given"),
    List("surname"),
    List("place", has_phrases=True),
    List("town", has_phrases=True),
    List("people", needs_capital=False, has_phrases=True),
    List("organization", has_phrases=True),
    List("other", has_phrases=True),
    List("organization_head"),
    List("place_head"),
    List("role", needs_capital=False),
    List("common", needs_capital=False),
)
BIT = {list.name: 1 << bit for bit, list in enumerate(LISTS)}
CAPITALS = sum(BIT[list.name] for list in LISTS if list.needs_capital)
PHRASES = sum(BIT[list.name] for list in LISTS if list.has_phrases)
# Tables whose names all go into one list.
WHOLE = {
    "given-names": "given",
    "surnames": "surname",
    "peoples": "people",
    "places": "place",
    "roles": "role",
    "honorifics": "role",
    "common-words": "common",
}
# Words of the longest name that is looked up.
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
            found[key] |= BIT[kind]

    for file, kind in WHOLE.items():
        for row in table(data / f"parse/{file}.tsv"):
            put(row[0], kind)
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
    return dict(found)


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


def hashed(key: str) -> int:
    """The upper 32 bits of the key's FNV-1a hash, after the finaliser of MurmurHash3."""
    value, low = 0xCBF29CE484222325, (1 << 64) - 1
    for byte in key.encode():
        value = (value ^ byte) * 0x100000001B3 & low
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & low
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & low
    return (value ^ value >> 33) >> 32


def pack(listed: dict[str, int]) -> dict[str, torch.Tensor]:
    """The lists as the model file holds them: hashes in buckets by their upper half, and for each the set of its lists."""
    merged: dict[int, int] = defaultdict(int)
    for key, bits in listed.items():
        merged[hashed(key)] |= bits
    names = sorted(merged)
    sets = sorted(set(merged.values()))
    place = {bits: index for index, bits in enumerate(sets)}
    sizes = torch.bincount(torch.tensor([name >> 16 for name in names]), minlength=1 << 16)
    return {
        "lists.sizes": sizes.to(torch.uint8),
        "lists.keys": torch.tensor([name & 0xFFFF for name in names], dtype=torch.int32).to(torch.uint16),
        "lists.set_of": torch.tensor([place[merged[name]] for name in names], dtype=torch.uint8),
        "lists.sets": torch.tensor(sets, dtype=torch.int32).to(torch.uint16),
    }
