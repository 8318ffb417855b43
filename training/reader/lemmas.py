"""Lemma rules learnt from the treebank: a tree of word endings for each Penn tag, and the words that it gets wrong.

A rule says how many characters fall off the end of a form, what is added, and whether the lemma has a capital whatever the form
has ("Palestinian", "I"). The longest ending on record decides (ripple-down rules, Juršič et al. 2010); whole words
come first. Lemmas of a tag and letter case are written small or as the form is.

The table is text, one entry a line, fields separated by tabs: `tag ending strip add capital` (an ending that begins with `^` is a whole word)
and `tag =shape` where forms of that letter case (shapes as in `text.shape`) have a lemma in small letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from text import shape

LONGEST_ENDING = 6
Rule = tuple[int, str, int]


def rule(form: str, lemma: str, capital: bool) -> Rule:
    form, lemma = form.lower(), lemma.lower()
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:], int(capital)


class Lemmas:
    def __init__(self, words: list[tuple[str, str, str]]):
        """Learns from (form, tag, lemma)."""
        cases: dict[tuple[str, int], int] = defaultdict(int)
        for form, tag, lemma in words:
            if form.lower() != form:
                cases[tag, shape(form)] += 1 if lemma == lemma.lower() else -1
        self.lower = {key for key, balance in cases.items() if balance > 0}
        forms: dict[tuple[str, str], Counter] = defaultdict(Counter)
        for form, tag, lemma in words:
            capital = lemma[:1].isupper() and not tag.startswith("NNP")
            forms[tag, form.lower()][rule(form, lemma, capital)] += 1
        by_tag: dict[str, list[tuple[str, Rule, int]]] = defaultdict(list)
        for (tag, form), rules in forms.items():
            chosen, count = min(rules.items(), key=lambda item: (-item[1], item[0]))
            by_tag[tag].append((form, chosen, count))
        self.endings: dict[tuple[str, str], Rule] = {}
        self.words: dict[tuple[str, str], Rule] = {}
        for tag, entries in sorted(by_tag.items()):
            self._learn_endings(tag, entries)
            self.words |= {(tag, form): chosen for form, chosen, _ in entries if self._longest(tag, form) != chosen}

    def _learn_endings(self, tag: str, entries: list[tuple[str, Rule, int]]) -> None:
        votes: dict[str, Counter] = defaultdict(Counter)
        for form, chosen, _ in entries:
            for length in range(min(LONGEST_ENDING, len(form)) + 1):
                votes[form[len(form) - length :]][chosen] += 1
        for ending in sorted(votes, key=lambda ending: (len(ending), ending)):
            chosen, count = min(votes[ending].items(), key=lambda item: (-item[1], item[0]))
            known = self._longest(tag, ending)
            if not ending or (chosen != known and count >= 2 and count > votes[ending][known]):
                self.endings[tag, ending] = chosen

    def _longest(self, tag: str, form: str) -> Rule:
        for length in range(min(LONGEST_ENDING, len(form)), -1, -1):
            found = self.endings.get((tag, form[len(form) - length :]))
            if found is not None:
                return found
        return 0, "", 0

    def table(self) -> str:
        rows = [(tag, ending, *chosen) for (tag, ending), chosen in self.endings.items()]
        rows += [(tag, "^" + word, *chosen) for (tag, word), chosen in self.words.items()]
        rows += [(tag, f"={number}") for tag, number in self.lower]
        return "".join("\t".join(map(str, row)) + "\n" for row in sorted(rows))
