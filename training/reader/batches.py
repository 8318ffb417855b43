"""Windows as padded tensors."""

from __future__ import annotations

import random

import numpy
import torch

from text import MASK, Window


def batches(windows: list[Window], pieces: int, rng: random.Random | None) -> list[list[Window]]:
    """Windows of about equal length together, at most `pieces` wordpieces with padding; shuffled where `rng` is given."""
    noise = (lambda: rng.random() * 6) if rng else (lambda: 0)
    ordered = sorted(windows, key=lambda window: len(window.ids) + noise())
    groups: list[list[Window]] = [[]]
    for window in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.ids) > pieces:
            groups.append([])
        groups[-1].append(window)
    if rng:
        rng.shuffle(groups)
    return groups


def pad(rows: list[list], fill: int = 0) -> torch.Tensor:
    width = max(map(len, rows))
    table = numpy.full((len(rows), width), fill, dtype=numpy.int64)
    for index, row in enumerate(rows):
        table[index, : len(row)] = row
    return torch.from_numpy(table)


def collate(windows: list[Window], hide: float = 0.0, rng: random.Random | None = None) -> dict[str, torch.Tensor]:
    """What the encoder reads, and the labels; labels of slot 0 and of padding are -100."""
    ids = [window.ids for window in windows]
    if hide and rng:
        ids = [hidden(window, hide, rng) for window in windows]
    batch = {
        "ids": pad(ids),
        "mask": pad([[1] * len(window.ids) for window in windows]).bool(),
        "shapes": pad([window.shapes for window in windows]),
        "quotes": pad([window.quotes for window in windows]),
        "lists": pad([window.lists for window in windows]),
        "first": pad([window.first for window in windows]),
        "words": pad([[1] * len(window.first) for window in windows]).bool(),
    }
    for name in windows[0].labels:
        batch[name] = pad([[-100, *window.labels[name]] for window in windows], -100)
    return batch


def hidden(window: Window, share: float, rng: random.Random) -> list[int]:
    """The window's pieces with whole words replaced by [MASK]."""
    ids = list(window.ids)
    bounds = [*window.first[1:], len(ids) - 1]
    for start, end in zip(bounds, bounds[1:]):
        if rng.random() < share:
            ids[start:end] = [MASK] * (end - start)
    return ids
