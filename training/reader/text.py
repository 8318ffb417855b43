"""Words as the encoder sees them: pieces, shapes, quotation states and windows.

The same rules are written in Rust in `dateline-reader`; `export.py` writes reference outputs that hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

import lists

CLS, SEP, UNKNOWN, MASK = 101, 102, 100, 103
OPENERS = {"“", "``", "«", "„"}
CLOSERS = {"”", "''", "»"}
SENTENCE_END = {".", "!", "?", "…", "...", "。"}
AFTER_SENTENCE_END = CLOSERS | {'"', "'", "’", ")", "]"}


@dataclass
class Window:
    """A paragraph's words with the labels that a corpus has for them; missing labels are absent from `labels`."""

    words: list[str]
    labels: dict[str, list] = field(default_factory=dict)
    # Where the window comes from, for scoring: corpus-specific.
    origin: object = None
    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    # The lists of names that a word stands in, as bits.
    lists: list[int] = field(default_factory=list)
    # The first piece of each word; slot 0 is [CLS].
    first: list[int] = field(default_factory=list)


class Pieces:
    """The wordpieces of single words, and the lists that hold them."""

    def __init__(self, tokenizer: Path, per_word: int, listed: dict[str, int]):
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.per_word = per_word
        self.listed = listed
        self.seen: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        found = self.seen.get(word)
        if found is None:
            found = self.tokenizer.encode(word, add_special_tokens=False).ids[: self.per_word] or [UNKNOWN]
            self.seen[word] = found
        return found

    def fill(self, window: Window) -> Window:
        """Computes what the encoder reads of the window's words."""
        window.ids, window.shapes, window.quotes, window.lists, window.first = [CLS], [0], [0], [0], [0]
        states = zip(window.words, quotation_states(window.words), lists.of(window.words, self.listed))
        for word, quote, bits in states:
            ids = self.of(word)
            window.first.append(len(window.ids))
            window.ids += ids
            window.shapes += [shape(word)] * len(ids)
            window.quotes += [quote] * len(ids)
            window.lists += [bits] * len(ids)
        window.ids.append(SEP)
        window.shapes.append(0)
        window.quotes.append(0)
        window.lists.append(0)
        return window


def shape(word: str) -> int:
    """The letter case of a word, which the uncased vocabulary does not show."""
    if any(ch.isdecimal() for ch in word):
        return 5
    letters = [ch for ch in word if ch.isalpha()]
    if not letters:
        return 6
    if all(ch.islower() for ch in letters):
        return 1
    if len(letters) == 1:
        return 7
    if all(ch.isupper() for ch in letters):
        return 3
    if letters[0].isupper() and not any(ch.isupper() for ch in letters[1:]):
        return 2
    return 4


def quotation_states(words: list[str]) -> list[int]:
    """For each word: 0 outside, 1 inside a double quotation, 2 a mark."""
    states = [0] * len(words)
    inside, last_mark = False, -1
    for at, word in enumerate(words):
        opens = word in OPENERS or (word == '"' and not inside)
        closes = word in CLOSERS or (word == '"' and inside)
        if closes and not inside:
            states[last_mark + 1 : at] = [1] * (at - last_mark - 1)
        if opens or closes:
            states[at], inside, last_mark = 2, opens, at
        else:
            states[at] = int(inside)
    return states


def cut(words: list[str], pieces: Pieces, max_words: int, max_pieces: int) -> list[tuple[int, int]]:
    """Cuts a paragraph into ranges of words that fit a window, after sentence-final punctuation where there is some."""
    ranges, start = [], 0
    while start < len(words):
        total, end = 0, start
        while end < len(words) and end - start < max_words:
            total += len(pieces.of(words[end]))
            if total > max_pieces:
                break
            end += 1
        if end < len(words):
            for at in range(end - 1, start + 59, -1):
                if words[at] in SENTENCE_END and words[at + 1] not in AFTER_SENTENCE_END:
                    end = at + 1
                    break
                if words[at] in AFTER_SENTENCE_END and words[at - 1] in SENTENCE_END:
                    end = at + 1
                    break
        ranges.append((start, end))
        start = end
    return ranges
