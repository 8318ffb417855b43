"""Writes the trained reader as the file that `dateline-reader` reads, and what PyTorch says of some windows for comparison.

    python export.py --shared ../../../shared --program ../../target/release/dateline --work WORK --out ../../models/reader

reads WORK/reader.pt and WORK/events.pt; writes OUT/reader.safetensors and WORK/reference.json, and scores the quantised model.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import re
import tomllib
from pathlib import Path

import torch
from safetensors.torch import save_file

import corpora
import decode
import lists
from batches import batches, collate
from lemmas import Lemmas
from model import four_bit_codes
from quantise import codes, quantise
from tasks import Setting, anywhere, same_sentence
from train import arguments, build, evaluate, load, load_tasks, pieces_of, pretrained

# Windows of each development set in the reference.
REFERENCE_WINDOWS = 60


def linear(tensors: dict, name: str, module) -> None:
    weight, scale = codes(module.weight.data)
    tensors[name + ".weight"], tensors[name + ".scale"], tensors[name + ".bias"] = weight, scale, module.bias.data


def norm(tensors: dict, name: str, module) -> None:
    tensors[name + ".weight"], tensors[name + ".bias"] = module.weight.data, module.bias.data


def half(tensor: torch.Tensor) -> torch.Tensor:
    """Tables of floats in half precision; vectors, which are small, stay as they are."""
    return tensor.half() if tensor.dtype == torch.float32 and tensor.dim() > 1 else tensor


def layers(tensors: dict, prefix: str, encoder) -> None:
    norm(tensors, prefix + "embeddings.norm", encoder.norm)
    for table in ("position", "shape", "quote", "role"):
        if getattr(encoder, table) is not None:
            tensors[f"{prefix}embeddings.{table}"] = getattr(encoder, table).weight.data
    for index, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            linear(tensors, f"{prefix}layers.{index}.{part}", getattr(layer, part))
        for part in ("norm1", "norm2"):
            norm(tensors, f"{prefix}layers.{index}.{part}", getattr(layer, part))


def model_tensors(encoder, heads, vocabulary: bytes, listed: dict[str, int], lemmas: str) -> dict[str, torch.Tensor]:
    tensors = lists.pack(listed)
    tensors["vocabulary"] = torch.frombuffer(bytearray(vocabulary), dtype=torch.uint8)
    tensors["lemmas"] = torch.frombuffer(bytearray(lemmas.encode()), dtype=torch.uint8)
    word_codes, scale = four_bit_codes(encoder.word.weight.data)
    nibbles = (word_codes.view(len(scale), -1) + 8).to(torch.uint8)
    tensors["embeddings.word.codes"] = nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)
    tensors["embeddings.word.scale"] = scale
    layers(tensors, "", encoder)
    tensors["embeddings.lists"] = encoder.lists.data
    for name in ("upos", "xpos", "sentence", "names", "cue", "source", "trigger"):
        linear(tensors, f"heads.{name}", getattr(heads, name))
    for name in ("arc", "label", "link"):
        linear(tensors, f"heads.{name}.mlp", getattr(heads, f"{name}_mlp"))
    tensors["heads.arc.weight"], tensors["heads.arc.head"] = heads.arc.data, heads.arc_head.data
    tensors["heads.label"] = heads.label.data
    tensors["heads.link.content"], tensors["heads.link.cue_prior"] = heads.link_content.data, heads.cue_prior.data
    tensors["heads.link.source"], tensors["heads.link.source_prior"] = heads.link_source.data, heads.source_prior.data
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def reference(encoder, heads, tasks: dict, setting: Setting) -> list[dict]:
    """Words of windows and the decisions on them, sentence by sentence where trees are asked for."""
    labels, pieces = setting.labels, setting.pieces
    sets = {
        "attribution": tasks["attribution"].sets["dev"],
        "syntax": corpora.group(tasks["syntax"].dev, pieces, setting.limits, random.Random(3)),
    }
    rows = []
    for name, windows in sets.items():
        for window in windows[:: max(1, len(windows) // REFERENCE_WINDOWS)]:
            batch = collate([window])
            words = encoder.words(batch)
            size = len(window.words) + 1
            row = {"words": window.words, "pieces": window.ids, "shapes": window.shapes, "quotes": window.quotes, "lists": window.lists}
            row["state"] = words[0, 1, :8].tolist()
            for kind in ("upos", "xpos"):
                row[kind] = [labels[kind][index] for index in getattr(heads, kind)(words)[0, 1:].argmax(-1)]
            row["sentence"] = heads.sentence(words)[0, 1:, 0].sigmoid().tolist()
            row["names"] = decode.best_tags(heads.names(words)[0, 1:].log_softmax(-1), labels["names"])
            if name == "syntax":
                row["sentence_of"] = window.labels["sentence_of"]
                arcs = heads.arcs(words, same_sentence(batch))
                row["arcs"] = arcs[0, 1:, :].argmax(-1).tolist()
                relations = heads.relations(words, arcs.argmax(-1))[0, 1:].argmax(-1)
                row["deprel"] = [labels["deprel"][index] for index in relations]
            contents, sources = heads.links(words, anywhere(batch))
            offsets = [(index, index + 1) for index in range(size - 1)]
            row["attributions"] = decode.attributions(
                offsets, heads.cue(words)[0, 1:].softmax(-1), heads.source(words)[0, 1:].argmax(-1).tolist(),
                contents[0, 1:], sources[0, 1:].argmax(-1).tolist(), 0.5, 0.0,
            )
            rows.append(row)
    return rows


def manifest(path: Path, header: dict) -> str:
    """What the model file is and holds, for people and for the check of the committed file."""
    quoted = lambda values: "[" + ", ".join(json.dumps(value) for value in values) + "]"
    lines = [
        "# Written by training/reader/export.py.",
        "[reader]",
        f'file = "reader/{path.name}"',
        f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"',
        f"bytes = {path.stat().st_size}",
        f'layers = {header["layers"]}',
        f'pair_layers = {header.get("pair_layers", 0)}',
        "",
        "[reader.thresholds]",
        *(f"{name} = {value}" for name, value in header["thresholds"].items()),
        "",
        "[reader.labels]",
        *(f"{name} = {quoted(values)}" for name, values in header["labels"].items()),
    ]
    return "\n".join(lines) + "\n"


@torch.no_grad()
def main() -> None:
    options = arguments(out=True)
    saved = torch.load(options.work / "reader.pt")
    config = saved["config"]
    pieces = pieces_of(config)
    setting = Setting(options.shared, options.program, options.work, pieces, corpora.Limits(config["window"]), {})
    tasks = load_tasks(setting, options.tasks)
    assert setting.labels == saved["labels"], "the data has changed since training"
    encoder, heads = build(config, tasks, setting.labels)
    load(options.work / "reader.pt", encoder, heads)
    encoder.eval(), heads.eval()
    treebank = tasks["syntax"].train_sentences
    lemmas = Lemmas([(row[1], row[4], row[2]) for sentence in treebank for row in sentence["rows"]])
    tensors = model_tensors(encoder, heads, (pretrained() / "vocab.txt").read_bytes(), pieces.listed, lemmas.table())
    header = {
        "layers": config["encoder"]["layers"], "hidden": 384, "heads": 12, "ffn": 1536,
        "positions": config["encoder"]["positions"], "labels": setting.labels | {"events": []},
        "arc_dim": heads.arc_dim, "label_dim": heads.label_dim, "link_dim": heads.link_dim,
        "lists": [dataclasses.asdict(list) for list in lists.LISTS],
        "thresholds": tomllib.loads(options.config.read_text())["thresholds"],
    }
    branch = options.work / "events.pt"
    if branch.exists():
        from events import PairModel

        events = torch.load(branch)
        model = PairModel(config, events["roots"], encoder.word.weight.data)
        words = model.encoder.word.weight.data.clone()
        model.load_state_dict(events["model"])
        assert torch.equal(words, model.encoder.word.weight), "events.pt was trained beside another reader.pt"
        layers(tensors, "pair.", model.encoder)
        linear(tensors, "pair.out", model.out)
        header["pair_layers"], header["labels"]["events"] = len(model.encoder.layers), events["roots"]
    tensors = {name: half(tensor) for name, tensor in tensors.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "reader.safetensors"
    metadata = {"format": "dateline-reader/1", "config": json.dumps(header, sort_keys=True)}
    save_file({name: tensors[name].contiguous() for name in sorted(tensors)}, path, metadata)
    print(path, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest(), flush=True)
    table = options.out.parent / "manifest.toml"
    # The sections of other models follow and stay.
    rest = re.search(r"^# Written by training/(?!reader/).*", table.read_text(), re.M | re.S) if table.exists() else None
    table.write_text(manifest(path, header) + (f"\n{rest[0]}" if rest else ""))
    (options.work / "reference.json").write_text(json.dumps(reference(encoder, heads, tasks, setting)))
    quantise(encoder), quantise(heads)
    scores = evaluate(encoder, heads, tasks)
    print(json.dumps(scores, indent=1))
    (options.work / "scores-quantised.json").write_text(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
