"""Trains and cross-validates the branch that tells the PLOVER event type of an (actor, recipient) pair.

    python events.py --shared ../../../shared --program ../../target/release/dateline --work WORK

The branch is an encoder of its own whose input marks the words of actor and recipient by role embeddings. It prepares on `pairs.tsv`
(sentences written for this project) and on the two-way labels of the aw set, then learns PLV. Reads WORK/reader.pt, whose word embeddings
it shares; writes WORK/events.pt and WORK/events.json.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import multiprocessing
import random
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import corpora
from batches import batches, collate
from model import HIDDEN, Encoder, four_bits
from text import Pieces, Window
from train import HERE, arguments, keep_memory, pieces_of, pretrained, set_rates

WARM_UP_STEPS = 40


class PairModel(nn.Module):
    """Event type scores from [CLS], the mean of all words, of the actor's and of the recipient's.

    `words` are the word embeddings of the reader, which the model file holds once.
    """

    def __init__(self, config: dict, roots: list[str], words: torch.Tensor):
        super().__init__()
        shape = config["encoder"]
        self.encoder = Encoder(
            pretrained() / "model.safetensors", config["events"]["layers"], shape["positions"], shape["dropout"], roles=3
        )
        with torch.no_grad():
            self.encoder.word.weight.copy_(four_bits(words))
        self.encoder.word.weight.requires_grad_(False)
        self.encoder.position.weight.requires_grad_(False)
        # Lists of names do not help here, and stay without weight.
        self.encoder.lists.requires_grad_(False)
        self.drop = nn.Dropout(config["events"]["dropout"])
        self.out = nn.Linear(4 * HIDDEN, len(roots))

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        roles = batch.pop("roles")
        batch["roles"] = piece_roles(batch, roles)
        words = self.encoder.words(batch).float()
        means = [mean(words, batch["words"] & (torch.arange(words.shape[1]) > 0))]
        means += [mean(words, roles == role) for role in (1, 2)]
        return self.out(self.drop(torch.cat([words[:, 0], *means], -1))).float()


def piece_roles(batch: dict[str, torch.Tensor], roles: torch.Tensor) -> torch.Tensor:
    """Each piece's role: its word's."""
    starts = torch.zeros_like(batch["ids"])
    starts.scatter_(1, batch["first"], batch["words"].long())
    word = (starts.cumsum(1) - 1).clamp(min=0)
    return torch.gather(roles.clamp(min=0), 1, word) * batch["mask"]


def mean(states: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    weights = chosen.float()
    return (states * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1)


class Ontology:
    """PLOVER's roots and the quad class of each, from the scorer."""

    def __init__(self, shared: Path):
        # By its path, because this file has the same name.
        sys.path.insert(0, str(shared / "score"))
        spec = importlib.util.spec_from_file_location("event_scorer", shared / "score/events.py")
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        self.score, self.quad = scorer.score, scorer.QUAD
        self.roots = sorted(self.quad)
        self.quads = torch.tensor([[float(self.quad[root] == quad) for quad in range(1, 5)] for root in self.roots])


def loss(model: PairModel, windows: list[Window], ontology: Ontology) -> torch.Tensor:
    """Cross entropy of root and quad class where a root is known, else of cooperation against conflict."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(collate(windows))
    quads = torch.log(scores.softmax(-1) @ ontology.quads + 1e-9)
    total = scores.new_zeros(())
    for row, window in enumerate(windows):
        record = window.origin
        if "root" in record:
            total = total + F.cross_entropy(scores[row], torch.tensor(ontology.roots.index(record["root"])))
            total = total - 0.5 * quads[row, ontology.quad[record["root"]] - 1]
        else:
            side = slice(2, 4) if record["gold_binary"] == "1" else slice(0, 2)
            total = total - 0.5 * torch.logsumexp(quads[row, side], 0)
    return total / len(windows)


def fit(model: PairModel, windows: list[Window], ontology: Ontology, epochs: float, size: int, rates: tuple, seed: int) -> None:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = model.encoder
    new = [*model.out.parameters(), *(table.weight for table in (encoder.shape, encoder.quote, encoder.role))]
    old = [w for w in encoder.parameters() if w.requires_grad and all(w is not other for other in new)]
    optimizer = torch.optim.AdamW([{"params": old}, {"params": new}], weight_decay=0.01, fused=True)
    steps = int(len(windows) * epochs / size)
    model.train()
    order: list[Window] = []
    for step in range(steps):
        if len(order) < size:
            order = rng.sample(windows, len(windows))
        group, order = order[:size], order[size:]
        set_rates(optimizer, rates, step, steps, WARM_UP_STEPS)
        value = loss(model, group, ontology)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(old + new, 1.0)
        optimizer.step()
    model.eval()


def predict(model: PairModel, windows: list[Window]) -> dict[int, torch.Tensor]:
    with torch.no_grad():
        return {
            id(window): probabilities
            for group in batches(windows, 3000, None)
            for window, probabilities in zip(group, model(collate(group)).softmax(-1))
        }


def folds(records: list[dict], count: int, seed: int) -> list[int]:
    """The fold of each record: roots spread evenly, equal sentences together."""
    order = list(range(len(records)))
    random.Random(seed).shuffle(order)
    order.sort(key=lambda index: records[index]["root"])
    of_sentence: dict[str, int] = {}
    chosen = [0] * len(records)
    for position, index in enumerate(order):
        chosen[index] = of_sentence.setdefault(records[index]["sentence"], position % count)
    return chosen


def read_sets(options, pieces: Pieces) -> tuple[list[Window], list[Window]]:
    """PLV, and what prepares for it."""
    def windows(name: str, records: list[dict], marked: str) -> list[Window]:
        texts = {record["id"]: corpora.unmark(record[marked])[0] for record in records}
        annotated = corpora.annotate(options.program, texts, options.work / f"{name}.jsonl")
        return corpora.pair_windows(records, annotated, marked, pieces)

    data = options.shared / "data/events"
    plv = windows("plv", corpora.json_lines(data / "plv-train.jsonl.gz"), "marked")
    aw = [{"id": record["uid"], **record} for record in corpora.json_lines(data / "aw-train.jsonl.gz")]
    preparing = windows("aw", aw, "marked_sentence")
    own = HERE / "pairs.tsv"
    if own.exists():
        rows = [line.split("\t") for line in own.read_text().splitlines()[1:] if line]
        records = [{"id": str(number), "root": root, "marked": marked} for number, (root, marked) in enumerate(rows)]
        (options.work / "pairs.jsonl").unlink(missing_ok=True)
        preparing += windows("pairs", records, "marked")
    return plv, preparing


@dataclass
class Tuning:
    """What the processes share: the prepared model, PLV with the fold of each sentence, and how to learn."""

    prepared: PairModel
    plv: list[Window]
    folds: list[int]
    ontology: Ontology
    settings: dict
    seed: int

    def tuned(self, windows: list[Window], seed: int) -> PairModel:
        """The prepared model after several runs over the windows, their weights averaged (Wortsman et al. 2022)."""
        settings, states = self.settings, []
        rates = (settings["tune_rate"], settings["head_rate"])
        for run in range(settings["runs"]):
            model = copy.deepcopy(self.prepared)
            fit(model, windows, self.ontology, settings["epochs"], settings["batch_windows"], rates, 100 * run + seed)
            states.append(model.state_dict())
        model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
        return model

    def score(self, found: dict[int, list[float]]) -> dict:
        records = [self.plv[place].origin for place in found]
        guess = [self.ontology.roots[max(range(len(row)), key=row.__getitem__)] for row in found.values()]
        return self.ontology.score(records, [{"id": record["id"], "type": root} for record, root in zip(records, guess)])


def share(tuning: Tuning) -> None:
    """Makes it known to a worker, which is forked and so need not copy it."""
    global TUNING
    TUNING = tuning
    keep_memory()


def learn_fold(number: int) -> dict[int, list[float]]:
    """The probabilities of a fold's sentences, by their place in PLV, learnt on the other folds."""
    plv, folds = TUNING.plv, TUNING.folds
    model = TUNING.tuned([window for window, fold in zip(plv, folds) if fold != number], TUNING.seed + number)
    places = [place for place, fold in enumerate(folds) if fold == number]
    found = predict(model, [plv[place] for place in places])
    print(f"fold {number} is done", flush=True)
    return {place: found[id(plv[place])].tolist() for place in places}


def learn_all(path: Path) -> None:
    """The shipped branch, learnt on all of PLV."""
    model = TUNING.tuned(TUNING.plv, TUNING.seed)
    torch.save({"model": model.state_dict(), "roots": TUNING.ontology.roots}, path)


def main() -> None:
    options = arguments()
    config = tomllib.loads(options.config.read_text())
    settings, seed = config["events"], config["seed"]
    keep_memory()
    # The workers are forked, which a thread pool of the parent would not survive.
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = pieces_of(config)
    ontology = Ontology(options.shared)
    plv, preparing = read_sets(options, pieces)
    started = time.time()
    words = torch.load(options.work / "reader.pt")["encoder"]["word.weight"]
    prepared = PairModel(config, ontology.roots, words)
    fit(
        prepared, preparing, ontology, settings["prepare_epochs"], settings["prepare_batch_windows"],
        (settings["encoder_rate"], settings["head_rate"]), seed,
    )
    print(f"prepared on {len(preparing)} sentences, {time.time() - started:.0f} s", flush=True)
    of = folds([window.origin for window in plv], settings["folds"], settings["fold_seed"])
    tuning = Tuning(prepared, plv, of, ontology, settings, seed)
    zero_shot = predict(prepared, plv)
    report = {"prepared only": tuning.score({place: zero_shot[id(window)].tolist() for place, window in enumerate(plv)})}
    print(json.dumps(report), flush=True)
    with multiprocessing.get_context("fork").Pool(config["processes"], share, [tuning]) as pool:
        whole = pool.apply_async(learn_all, [options.work / "events.pt"])
        of_folds = pool.map(learn_fold, range(settings["folds"]), chunksize=1)
        whole.get()
    for number, found in enumerate(of_folds):
        report[f"fold {number}"] = tuning.score(found)
        print(number, report[f"fold {number}"], flush=True)
    pooled = {place: row for found in of_folds for place, row in found.items()}
    report["pooled"] = tuning.score(pooled)
    print(json.dumps(report["pooled"]), f"{time.time() - started:.0f} s", flush=True)
    torch.save({plv[place].origin["id"]: torch.tensor(row) for place, row in pooled.items()}, options.work / "plv-folds.pt")
    (options.work / "events.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
