"""Linear maps as the runtime computes them: weights in seven bits with a scale for each output, activations in eight bits for each token."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

# Seven bits, because products of eight-bit weights and activations saturate in 16-bit sums on older processors.
LARGEST = 63


def codes(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Integer weights and scales of the rows, the clipping chosen for each row by least squared error."""
    largest = weight.abs().amax(1, keepdim=True).clamp(min=1e-8)
    best_scale = largest / LARGEST
    best_error = torch.full_like(largest, float("inf"))
    for share in torch.linspace(0.7, 1.0, 16):
        scale = largest * share / LARGEST
        error = ((weight / scale).round().clamp(-LARGEST, LARGEST) * scale - weight).pow(2).sum(1, keepdim=True)
        best_scale = torch.where(error < best_error, scale, best_scale)
        best_error = torch.minimum(error, best_error)
    return (weight / best_scale).round().clamp(-LARGEST, LARGEST).to(torch.int8), best_scale.squeeze(1)


class QuantisedLinear(nn.Module):
    def __init__(self, linear: nn.Linear):
        super().__init__()
        weight, scale = codes(linear.weight.data)
        self.weight, self.bias = weight.float() * scale[:, None], linear.bias.data

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        low, high = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
        scale = ((high - low) / 255).clamp(min=1e-12)
        zero = (-low / scale).round()
        return F.linear((((x / scale).round() + zero).clamp(0, 255) - zero) * scale, self.weight, self.bias)


def quantise(module: nn.Module) -> None:
    """Replaces the linear maps of a module for good."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, QuantisedLinear(child))
        else:
            quantise(child)
