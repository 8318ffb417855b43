"""The training and development sets as windows with labels.

Every reader takes the data folder. Character offsets of the sets become word labels through the words of `dateline annotate`, so that the
reader learns on the words that it will be given.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
import tarfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path
from typing import Callable, Iterator

from text import Pieces, Window, cut


class Limits:
    """How long a window may be."""

    def __init__(self, config: dict):
        self.words: int = config["words"]
        self.pieces: int = config["pieces"]


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def json_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in lines(path)]


# --- syntax


def treebank(path: Path) -> list[dict]:
    """The sentences of a CoNLL-U file, with the number of their paragraph."""
    sentences, rows, text, paragraph = [], [], "", 0
    for line in lines(path):
        if line.startswith(("# newpar", "# newdoc")):
            paragraph += 1
        elif line.startswith("# text = "):
            text = line[len("# text = ") :]
        elif not line and rows:
            sentences.append({"text": text, "rows": rows, "paragraph": paragraph})
            rows = []
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdecimal():
                rows.append(columns)
    if rows:
        sentences.append({"text": text, "rows": rows, "paragraph": paragraph})
    return sentences


def syntax_sentence(sentence: dict, labels: dict[str, list[str]]) -> Window:
    rows = sentence["rows"]
    index = lambda kind, value: labels[kind].index(value) if value in labels[kind] else -100
    return Window(
        [row[1] for row in rows],
        {
            "upos": [index("upos", row[3]) for row in rows],
            "xpos": [index("xpos", row[4]) for row in rows],
            "heads": [int(row[6]) for row in rows],
            "deprel": [index("deprel", row[7]) for row in rows],
            "sentence": [0] * (len(rows) - 1) + [1],
        },
        origin=sentence["paragraph"],
    )


# --- names


def tagged(path: Path) -> list[Window]:
    """Sentences of a file with a word and its BIO tag a line; `origin` counts the documents."""
    sentences, words, tags, document = [], [], [], 0
    for line in [*lines(path), ""]:
        if line.startswith("# doc"):
            document += 1
            line = ""
        if not line.strip():
            if words:
                ends = [0] * (len(words) - 1) + [1]
                sentences.append(Window(words, {"tags": tags, "sentence": ends}, origin=document))
                words, tags = [], []
            continue
        columns = line.split("\t")
        if len(columns) < 2 or not columns[1].strip():
            columns = line.split()
        if len(columns) < 2:
            columns = [line.strip(), "O"]
        words.append(columns[0].strip() or "_")
        tags.append(columns[1].strip())
    return sentences


def number_tags(sentences: list[Window], labels: list[str], key: str) -> list[Window]:
    for sentence in sentences:
        sentence.labels[key] = [labels.index(tag) if tag in labels else 0 for tag in sentence.labels.pop("tags")]
    return sentences


# --- grouping of sentences into windows


def gather(sentences: list[Window], pieces: Pieces, limits: Limits, joins: Callable[[Window, Window], bool]) -> list[Window]:
    """Neighbouring sentences of one origin in windows; `joins` says whether a sentence goes into the window before it."""
    windows: list[Window] = []
    for sentence in sentences:
        if not windows or windows[-1].origin != sentence.origin or not joins(windows[-1], sentence):
            windows.append(Window([], defaultdict(list), origin=sentence.origin))
        append(windows[-1], sentence)
    for window in windows:
        truncate(window, pieces, limits)
        window.labels = dict(window.labels)
        pieces.fill(window)
    return windows


def group(sentences: list[Window], pieces: Pieces, limits: Limits, rng: random.Random) -> list[Window]:
    """Windows of one, a few or as many sentences as fit, anew for each pass."""
    length = lambda window: sum(len(pieces.of(word)) for word in window.words)
    wanted: dict[int, int] = {}

    def joins(window: Window, sentence: Window) -> bool:
        if id(window) not in wanted:
            wanted[id(window)] = rng.choices((1, 2, 3, limits.words), (3, 1, 1, 5))[0]
        return (
            window.labels["sentence_of"][-1] + 1 < wanted[id(window)]
            and len(window.words) + len(sentence.words) <= limits.words
            and length(window) + length(sentence) <= limits.pieces
        )

    return gather(sentences, pieces, limits, joins)


def append(window: Window, sentence: Window) -> None:
    offset = len(window.words)
    number = window.labels["sentence_of"][-1] + 1 if window.words else 0
    window.words += sentence.words
    window.labels["sentence_of"] += [number] * len(sentence.words)
    for name, values in sentence.labels.items():
        if name == "heads":
            values = [head + offset if head > 0 else head for head in values]
        window.labels[name] += values


def truncate(window: Window, pieces: Pieces, limits: Limits) -> None:
    """Cuts an over-long sentence; arcs that leave it are not learnt."""
    keep, total = 0, 0
    for word in window.words[: limits.words]:
        total += len(pieces.of(word))
        if total > limits.pieces:
            break
        keep += 1
    if keep < len(window.words):
        del window.words[keep:]
        for values in window.labels.values():
            del values[keep:]
        if "heads" in window.labels:
            window.labels["heads"] = [head if head <= keep else -100 for head in window.labels["heads"]]


# --- words of raw text


def annotate(program: Path, texts: dict[str, str], cache: Path) -> dict[str, dict]:
    """The program's tokens and sentences of each text, as code points; kept in `cache`."""
    if not cache.exists():
        source = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
        run = subprocess.run(
            [program, "annotate", "--layers", "tokens"], input=source, capture_output=True, check=True, text=True
        )
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(run.stdout)
    found = {}
    for line in cache.read_text().splitlines():
        record = json.loads(line)
        tokens = [(token["start"], token["end"]) for token in record["tokens"]]
        found[record["id"]] = {"text": record["text"], "tokens": tokens, "sentences": record["sentences"]}
    return found


# --- attribution


def attribution(documents: list[dict], annotated: dict[str, dict], pieces: Pieces, limits: Limits) -> list[Window]:
    """Paragraph windows with BIO of cues and sources, and pointers from content words to cues and from cues to sources."""
    windows = []
    for document in documents:
        record = annotated[document["doc_id"]]
        text, tokens = record["text"], record["tokens"]
        assert text == document["text"]
        for paragraph in paragraphs(text, tokens):
            words = [text[start:end] for start, end in paragraph]
            for start, end in cut(words, pieces, limits.words, limits.pieces):
                window = Window(words[start:end], origin=(document["doc_id"], paragraph[start:end]))
                label_attributions(window, document["attributions"])
                windows.append(pieces.fill(window))
    return windows


def paragraphs(text: str, tokens: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    current: list[tuple[int, int]] = []
    for token in tokens:
        if current and "\n" in text[current[-1][1] : token[0]]:
            yield current
            current = []
        current.append(token)
    if current:
        yield current


def label_attributions(window: Window, attributions: list[dict]) -> None:
    offsets = window.origin[1]
    count = len(offsets)
    word_at = {at: index for index, (start, end) in enumerate(offsets) for at in range(start, end)}
    inside = lambda spans: sorted({word_at[at] for start, end in spans for at in range(start, end) if at in word_at})
    labels = {name: [0] * count for name in ("cue", "source", "content")}
    labels["source_of"] = [-100] * count
    for attribution in attributions:
        cue, source, content = (inside(attribution[role]) for role in ("cue", "source", "content"))
        for words, tags in ((cue, labels["cue"]), (source, labels["source"])):
            for position, word in enumerate(words):
                if tags[word] != 1:
                    tags[word] = 2 if position and words[position - 1] == word - 1 else 1
        if cue:
            labels["source_of"][cue[0]] = source[0] + 1 if source else 0
            for word in content:
                labels["content"][word] = cue[0] + 1
    window.labels = labels


# --- triggers


def triggers(path: Path, pieces: Pieces, limits: Limits) -> list[Window]:
    """Sentences of ECB+ that carry annotations, with the words of event mentions marked."""
    windows = []
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if not member.name.endswith(".xml"):
                continue
            root = ElementTree.parse(archive.extractfile(member)).getroot()
            marked = set()
            for mention in root.find("Markables"):
                if mention.tag.startswith(("ACTION", "NEG_ACTION")):
                    marked.update(anchor.get("t_id") for anchor in mention.iter("token_anchor"))
            sentences = defaultdict(list)
            for token in root.iter("token"):
                sentences[int(token.get("sentence"))].append((token.text or "_", token.get("t_id") in marked))
            for sentence in sentences.values():
                if any(mark for _, mark in sentence):
                    window = Window(
                        [word for word, _ in sentence], {"trigger": [int(mark) for _, mark in sentence]}, origin=member.name
                    )
                    truncate(window, pieces, limits)
                    windows.append(pieces.fill(window))
    return windows


# --- event types of pairs

MARK = re.compile(r"</?[st]>")


def pair_windows(records: list[dict], annotated: dict[str, dict], marked: str, pieces: Pieces) -> list[Window]:
    """Sentences with the words of actor (1) and recipient (2) as `roles`."""
    windows = []
    for record in records:
        text, spans = unmark(record[marked])
        annotation = annotated[record["id"]]
        assert annotation["text"] == text
        roles = []
        for start, end in annotation["tokens"]:
            overlaps = [role for role, low, high in spans if start < high and low < end]
            roles.append(overlaps[0] if overlaps else 0)
        words = [text[start:end] for start, end in annotation["tokens"]]
        windows.append(pieces.fill(Window(words, {"roles": roles}, origin=record)))
    return windows


def unmark(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The sentence without marks, and (role, start, end) of what they enclose."""
    text, spans, last, start = "", [], 0, 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark.group() in ("<s>", "<t>"):
            start = len(text)
        else:
            spans.append((1 if mark.group() == "</s>" else 2, start, len(text)))
    return text + marked[last:], spans
