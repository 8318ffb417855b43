"""The encoder (first layers of MiniLM, with shape and quotation embeddings) and its heads."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from lists import LISTS

HIDDEN, HEADS, FEED_FORWARD = 384, 12, 1536
SHAPES, QUOTES = 8, 3


class Layer(nn.Module):
    """A post-norm transformer layer (Devlin et al. 2019)."""

    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.up = nn.Linear(HIDDEN, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out, because the fused kernel's backward pass is slower on a CPU.
        weights = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask, -1)
        context = weights.to(v.dtype) @ v
        context = context.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.drop(self.out(context)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word, position, shape and quotation embeddings and `layers` layers.

    `roles` further embeddings mark the words of actor and recipient for the event type of a pair.
    """

    def __init__(self, weights: Path, layers: int, positions: int, dropout: float, roles: int = 0):
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(positions, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.quote = nn.Embedding(QUOTES, HIDDEN)
        self.lists = nn.Parameter(torch.zeros(len(LISTS), HIDDEN))
        self.role = nn.Embedding(roles, HIDDEN) if roles else None
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        for table in (self.shape, self.quote, self.role):
            if table is not None:
                nn.init.zeros_(table.weight)
        self._load(load_file(weights))

    def _load(self, saved: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            self.word.weight.copy_(four_bits(saved["embeddings.word_embeddings.weight"]))
            self.position.weight.copy_(
                saved["embeddings.position_embeddings.weight"][: self.position.num_embeddings]
                + saved["embeddings.token_type_embeddings.weight"][0]
            )
            copy(self.norm, saved, "embeddings.LayerNorm")
            for index, layer in enumerate(self.layers):
                base = f"encoder.layer.{index}."
                for part in ("weight", "bias"):
                    rows = [saved[f"{base}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(rows))
                copy(layer.out, saved, base + "attention.output.dense")
                copy(layer.norm1, saved, base + "attention.output.LayerNorm")
                copy(layer.up, saved, base + "intermediate.dense")
                copy(layer.down, saved, base + "output.dense")
                copy(layer.norm2, saved, base + "output.LayerNorm")

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        ids = batch["ids"]
        x = self.word(ids) + self.position(torch.arange(ids.shape[1]))[None]
        x = x + self.shape(batch["shapes"]) + self.quote(batch["quotes"])
        x = x + (batch["lists"][..., None] >> torch.arange(len(LISTS)) & 1).to(x.dtype) @ self.lists
        if self.role is not None:
            x = x + self.role(batch["roles"])
        x = self.drop(self.norm(x))
        mask = torch.where(batch["mask"], 0.0, -1e4).to(torch.bfloat16 if self.training else torch.float32)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def words(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """The states of [CLS] and of each word's first piece."""
        x = self(batch)
        return torch.gather(x, 1, batch["first"][:, :, None].expand(-1, -1, HIDDEN))


def copy(module: nn.Module, saved: dict[str, torch.Tensor], name: str) -> None:
    module.weight.copy_(saved[name + ".weight"])
    module.bias.copy_(saved[name + ".bias"])


class Heads(nn.Module):
    """All heads on word states. `labels` holds the label lists; auxiliary name sets get heads that are not exported."""

    def __init__(self, labels: dict[str, list[str]], config: dict, auxiliary: dict[str, int]):
        super().__init__()
        self.arc_dim, self.label_dim, self.link_dim = config["arc_dim"], config["label_dim"], config["link_dim"]
        self.drop = nn.Dropout(config["dropout"])
        for name in ("upos", "xpos", "names"):
            setattr(self, name, nn.Linear(HIDDEN, len(labels[name])))
        self.sentence = nn.Linear(HIDDEN, 1)
        self.trigger = nn.Linear(HIDDEN, 1)
        self.cue = nn.Linear(HIDDEN, 3)
        self.source = nn.Linear(HIDDEN, 3)
        self.auxiliary = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in auxiliary.items()})
        self.arc_mlp = nn.Linear(HIDDEN, 2 * self.arc_dim)
        self.arc = nn.Parameter(torch.empty(self.arc_dim, self.arc_dim))
        self.arc_head = nn.Parameter(torch.zeros(self.arc_dim))
        self.label_mlp = nn.Linear(HIDDEN, 2 * self.label_dim)
        self.label = nn.Parameter(torch.empty(len(labels["deprel"]), self.label_dim + 1, self.label_dim + 1))
        self.link_mlp = nn.Linear(HIDDEN, 4 * self.link_dim)
        self.link_content = nn.Parameter(torch.empty(self.link_dim, self.link_dim))
        self.link_source = nn.Parameter(torch.empty(self.link_dim, self.link_dim))
        self.cue_prior = nn.Parameter(torch.zeros(self.link_dim))
        self.source_prior = nn.Parameter(torch.zeros(self.link_dim))
        for square in (self.arc, self.link_content, self.link_source):
            nn.init.xavier_uniform_(square)
        nn.init.normal_(self.label, std=0.02)

    def arcs(self, words: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
        """Scores [batch, dependent, head] over slots (0 is the root), after Dozat and Manning (2017)."""
        dependent, head = self.drop(F.gelu(self.arc_mlp(words))).split(self.arc_dim, -1)
        scores = dependent @ self.arc @ head.transpose(1, 2) / self.arc_dim**0.5
        scores = scores + (head @ self.arc_head)[:, None, :]
        return scores.float().masked_fill(~allowed, -1e4)

    def relations(self, words: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Label scores [batch, slot, label] of the arc from each slot to `heads`."""
        dependent, head = self.drop(F.gelu(self.label_mlp(words))).split(self.label_dim, -1)
        one = torch.ones_like(dependent[..., :1])
        dependent, head = torch.cat([dependent, one], -1), torch.cat([head, one], -1)
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        return torch.einsum("bwi,rij,bwj->bwr", dependent, self.label.to(dependent.dtype), head.to(dependent.dtype)).float()

    def links(self, words: torch.Tensor, allowed: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of the cue that a word is content of, and of the source of a cue; slot 0 is none."""
        content, cue, of_cue, source = self.drop(F.gelu(self.link_mlp(words))).split(self.link_dim, -1)
        scale = self.link_dim**0.5
        contents = content @ self.link_content @ cue.transpose(1, 2) / scale + (cue @ self.cue_prior)[:, None, :]
        sources = of_cue @ self.link_source @ source.transpose(1, 2) / scale + (source @ self.source_prior)[:, None, :]
        return contents.float().masked_fill(~allowed, -1e4), sources.float().masked_fill(~allowed, -1e4)


def four_bits(table: torch.Tensor) -> torch.Tensor:
    """The table as four bits in groups of 32 hold it: integers from -7 to 7 and a half-precision scale."""
    codes, scale = four_bit_codes(table)
    return (codes.float() * scale.float()[..., None]).view_as(table)


def four_bit_codes(table: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    groups = table.float().view(table.shape[0], -1, 32)
    scale = (groups.abs().amax(-1) / 7).clamp(min=1e-6).half()
    codes = (groups / scale.float()[..., None]).round().clamp(-7, 7)
    return codes.to(torch.int8), scale
