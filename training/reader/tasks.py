"""What is learnt from each training set: windows for a pass, the loss of a batch, the score on the development set."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

import corpora
import decode
from batches import batches, collate
from model import Encoder, Heads
from text import Pieces, Window


@dataclass
class Setting:
    """Where things are and how they are cut."""

    shared: Path
    program: Path
    work: Path
    pieces: Pieces
    limits: corpora.Limits
    labels: dict[str, list[str]]


def cross_entropy(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean over the labels that are known; a batch may hold none."""
    total = F.cross_entropy(scores.float().flatten(0, -2), wanted.flatten(), ignore_index=-100, reduction="sum")
    return total / (wanted != -100).sum().clamp(min=1)


def binary(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    known = wanted != -100
    return F.binary_cross_entropy_with_logits(scores.squeeze(-1).float()[known], wanted[known].float())


class Syntax:
    """UD English-EWT: parts of speech, trees, ends of sentences."""

    def __init__(self, setting: Setting):
        self.setting = setting
        folder = setting.shared / "data/syntax"
        self.dev_sentences = corpora.treebank(folder / "ewt-dev.conllu.gz")
        in_dev = {sentence["text"] for sentence in self.dev_sentences}
        self.train_sentences = [
            sentence for sentence in corpora.treebank(folder / "ewt-train.conllu.gz") if sentence["text"] not in in_dev
        ]
        for kind, column in (("upos", 3), ("xpos", 4), ("deprel", 7)):
            setting.labels[kind] = sorted({row[column] for sentence in self.train_sentences for row in sentence["rows"]})
        self.train = [corpora.syntax_sentence(sentence, setting.labels) for sentence in self.train_sentences]
        self.dev = [corpora.syntax_sentence(sentence, setting.labels) for sentence in self.dev_sentences]

    def windows(self, rng: random.Random) -> list[Window]:
        return corpora.group(self.train, self.setting.pieces, self.setting.limits, rng)

    def loss(self, heads: Heads, words: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        dropped = heads.drop(words)
        arcs = heads.arcs(dropped, same_sentence(batch))
        relations = heads.relations(dropped, batch["heads"].clamp(min=0))
        wanted = torch.where(batch["heads"] >= 0, batch["deprel"], -100)
        return (
            cross_entropy(heads.upos(dropped), batch["upos"])
            + cross_entropy(heads.xpos(dropped), batch["xpos"])
            + cross_entropy(arcs, batch["heads"])
            + cross_entropy(relations, wanted)
            + 2 * binary(heads.sentence(dropped), batch["sentence"])
        )

    def evaluate(self, encoder: Encoder, heads: Heads) -> dict[str, float]:
        """Gold tokens and sentences; each sentence a window of its own."""
        setting = self.setting
        windows = corpora.gather(self.dev, setting.pieces, setting.limits, lambda window, sentence: False)
        counts = dict.fromkeys(("words", "upos", "xpos", "uas", "las"), 0)
        for group in batches(windows, 4000, None):
            batch = collate(group)
            words = encoder.words(batch)
            upos, xpos = heads.upos(words).argmax(-1), heads.xpos(words).argmax(-1)
            arcs = heads.arcs(words, same_sentence(batch))
            trees = torch.zeros_like(batch["heads"]).clamp(min=0)
            for row, window in enumerate(group):
                size = len(window.words) + 1
                trees[row, 1:size] = torch.tensor(decode.tree(arcs[row, :size, :size]))[1:]
            relations = heads.relations(words, trees)
            relations[:, :, setting.labels["deprel"].index("root")] -= 1e4 * (trees != 0)
            relations = relations.argmax(-1)
            known = batch["upos"] != -100
            right = (trees == batch["heads"]) & known
            counts["words"] += int(known.sum())
            counts["upos"] += int(((upos == batch["upos"]) & known).sum())
            counts["xpos"] += int(((xpos == batch["xpos"]) & known).sum())
            counts["uas"] += int(right.sum())
            counts["las"] += int((right & (relations == batch["deprel"])).sum())
        total = sum(len(sentence["rows"]) for sentence in self.dev_sentences)
        return {name: round(100 * counts[name] / total, 2) for name in ("upos", "xpos", "uas", "las")} | self.splitting(encoder, heads)

    def splitting(self, encoder: Encoder, heads: Heads) -> dict[str, float]:
        """Ends of sentences over whole paragraphs of gold words."""
        fits = lambda window, sentence: len(window.words) + len(sentence.words) <= 150
        windows = corpora.gather(self.dev, self.setting.pieces, self.setting.limits, fits)
        hits = found = gold = 0
        for group in batches(windows, 4000, None):
            batch = collate(group)
            said = heads.sentence(encoder.words(batch)).squeeze(-1) > 0
            for row, window in enumerate(group):
                ends = window.labels["sentence"]
                guess = [*said[row, 1 : len(ends)].tolist(), True]
                spans = [decode.pieces_between(marks) for marks in (ends, guess)]
                hits, gold, found = hits + len(spans[0] & spans[1]), gold + len(spans[0]), found + len(spans[1])
        return {"sentences": round(200 * hits / (gold + found), 2)}


def same_sentence(batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Which slots may be the head of which: the words of the sentence and the root, never the word itself."""
    number = batch["sentence_of"]
    allowed = (number[:, :, None] == number[:, None, :]) & batch["words"][:, None, :]
    allowed[:, :, 0] = True
    return allowed & ~torch.eye(number.shape[1], dtype=torch.bool)


class Names:
    """Names of a tagged corpus; `head` is the heads' module that learns them."""

    def __init__(self, setting: Setting, train: list[Path], dev: Path | None, head: str):
        self.setting, self.head = setting, head
        sentences = [sentence for path in train for sentence in corpora.tagged(path)]
        kinds = sorted({tag[2:] for sentence in sentences for tag in sentence.labels["tags"] if tag[:2] in ("B-", "I-")})
        self.tags = ["O"] + [prefix + kind for kind in kinds for prefix in ("B-", "I-")]
        self.train = corpora.number_tags(sentences, self.tags, "names")
        self.dev = corpora.tagged(dev) if dev else []

    def windows(self, rng: random.Random) -> list[Window]:
        return corpora.group(self.train, self.setting.pieces, self.setting.limits, rng)

    def scores(self, heads: Heads, words: torch.Tensor) -> torch.Tensor:
        return (getattr(heads, self.head) if hasattr(heads, self.head) else heads.auxiliary[self.head])(words)

    def loss(self, heads: Heads, words: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        dropped = heads.drop(words)
        loss = cross_entropy(self.scores(heads, dropped), batch["names"])
        return loss + 0.5 * binary(heads.sentence(dropped), batch["sentence"]) if self.dev else loss

    def evaluate(self, encoder: Encoder, heads: Heads) -> dict:
        """Entity F1 (Tjong Kim Sang and De Meulder 2003), windows of up to three sentences as they follow each other."""
        few = lambda window, sentence: (
            window.labels["sentence_of"][-1] < 2 and len(window.words) + len(sentence.words) <= 110
        )
        windows = corpora.gather(self.dev, self.setting.pieces, self.setting.limits, few)
        gold, found = set(), set()
        for group in batches(windows, 4000, None):
            numbers = [{**window.labels} for window in group]
            for window in group:
                window.labels = {}
            logits = self.scores(heads, encoder.words(collate(group))).float().log_softmax(-1)
            for row, (window, labels) in enumerate(zip(group, numbers)):
                tags = decode.best_tags(logits[row, 1 : len(window.words) + 1], self.tags)
                found |= {(id(window), *span) for span in decode.spans(tags)}
                gold |= {(id(window), *span) for span in decode.spans(labels["tags"])}
        measure = lambda wanted, got: round(200 * len(wanted & got) / max(1, len(wanted) + len(got)), 2)
        of_kind = lambda spans, kind: {span for span in spans if span[3] == kind}
        kinds = sorted({span[3] for span in gold})
        each = {kind: measure(of_kind(gold, kind), of_kind(found, kind)) for kind in kinds}
        untyped = measure({span[:3] for span in gold}, {span[:3] for span in found})
        return {"f1": measure(gold, found), "untyped": untyped, **each}


class Attribution:
    """PolNeAR: cues, sources and contents, and what belongs to what."""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.documents, self.sets = {}, {}
        for part in ("train", "dev"):
            documents = corpora.json_lines(setting.shared / f"data/statements/polnear-{part}.jsonl.gz")
            texts = {document["doc_id"]: document["text"] for document in documents}
            annotated = corpora.annotate(setting.program, texts, setting.work / f"polnear-{part}.jsonl")
            self.documents[part] = documents
            self.sets[part] = corpora.attribution(documents, annotated, setting.pieces, setting.limits)

    def windows(self, rng: random.Random) -> list[Window]:
        return self.sets["train"]

    def loss(self, heads: Heads, words: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        dropped = heads.drop(words)
        contents, sources = heads.links(dropped, anywhere(batch))
        return (
            cross_entropy(heads.cue(dropped), batch["cue"])
            + cross_entropy(heads.source(dropped), batch["source"])
            + cross_entropy(contents, batch["content"])
            + cross_entropy(sources, batch["source_of"])
        )

    def evaluate(self, encoder: Encoder, heads: Heads, none_bias: float = 0.0, cue: float = 0.5) -> dict:
        sys.path.insert(0, str(self.setting.shared / "score"))
        from statements import score

        found = {document["doc_id"]: [] for document in self.documents["dev"]}
        for group in batches(self.sets["dev"], 4000, None):
            batch = collate(group)
            words = encoder.words(batch)
            contents, sources = heads.links(words, anywhere(batch))
            cues, kinds = heads.cue(words).float().softmax(-1), heads.source(words).argmax(-1)
            for row, window in enumerate(group):
                size = len(window.words) + 1
                document, offsets = window.origin
                found[document] += decode.attributions(
                    offsets, cues[row, 1:size], kinds[row, 1:size].tolist(), contents[row, 1:size, :size],
                    sources[row, 1:size, :size].argmax(-1).tolist(), cue, none_bias,
                )
        predicted = [{"doc_id": key, "attributions": value} for key, value in found.items()]
        return score(self.documents["dev"], predicted)


def anywhere(batch: dict[str, torch.Tensor]) -> torch.Tensor:
    return batch["words"][:, None, :].expand(-1, batch["words"].shape[1], -1)


class Triggers:
    """ECB+: words that name an event."""

    def __init__(self, setting: Setting):
        self.train = corpora.triggers(
            setting.shared / "data/stories/ecbplus-topics-1-35.tar.gz", setting.pieces, setting.limits
        )
        # One document in ten is kept for scoring.
        documents = sorted({window.origin for window in self.train})
        held_out = set(documents[::10])
        self.dev = [window for window in self.train if window.origin in held_out]
        self.train = [window for window in self.train if window.origin not in held_out]

    def windows(self, rng: random.Random) -> list[Window]:
        return self.train

    def loss(self, heads: Heads, words: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        return binary(heads.trigger(heads.drop(words)), batch["trigger"])

    def evaluate(self, encoder: Encoder, heads: Heads) -> dict[str, float]:
        hits = found = gold = 0
        for group in batches(self.dev, 4000, None):
            batch = collate(group)
            said = (heads.trigger(encoder.words(batch)).squeeze(-1) > 0) & (batch["trigger"] != -100)
            hits += int((said & (batch["trigger"] == 1)).sum())
            found, gold = found + int(said.sum()), gold + int((batch["trigger"] == 1).sum())
        return {"f1": round(200 * hits / max(1, found + gold), 2)}
