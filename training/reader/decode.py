"""From scores to trees, names and attributions; `dateline-reader` does the same."""

from __future__ import annotations

import numpy
import torch


def pieces_between(ends: list) -> set[tuple[int, int]]:
    """The (first, last) words of the stretches that `ends` closes."""
    spans, start = set(), 0
    for index, end in enumerate(ends):
        if end:
            spans.add((start, index))
            start = index + 1
    return spans


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start, kind = set(), None, None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != kind):
            found.add((start, index, kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = index, tag[2:]
    return found


def best_tags(scores: torch.Tensor, tags: list[str]) -> list[str]:
    """Viterbi without transitions that BIO forbids."""
    scores = scores.numpy()
    forbidden = numpy.array([[-1e4 if tag[0] == "I" and before[2:] != tag[2:] else 0 for tag in tags] for before in tags])
    best, back = scores[0] + forbidden[tags.index("O")], []
    for row in scores[1:]:
        table = best[:, None] + forbidden
        back.append(table.argmax(0))
        best = table.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[index] for index in reversed(path)]


def tree(scores: torch.Tensor) -> list[int]:
    """The best single-rooted tree over slots; slot 0 is the root. Greedy heads where they are one already."""
    scores = scores.numpy().astype(numpy.float64)
    numpy.fill_diagonal(scores, -1e9)
    greedy = [0, *scores[1:].argmax(-1).tolist()]
    if is_tree(greedy):
        return greedy
    best, best_score = greedy, -numpy.inf
    for root in sorted(range(1, len(scores)), key=lambda word: -scores[word, 0])[:5]:
        limited = scores.copy()
        limited[1:, 0] = -1e9
        limited[root] = -1e9
        limited[root, 0] = scores[root, 0]
        heads = arborescence(limited)
        total = sum(limited[word, heads[word]] for word in range(1, len(heads)))
        if total > best_score:
            best, best_score = heads, total
    return best


def is_tree(heads: list[int]) -> bool:
    if sum(head == 0 for head in heads[1:]) != 1:
        return False
    reached = [True] + [False] * (len(heads) - 1)
    for word in range(1, len(heads)):
        path = []
        while not reached[word]:
            if word in path:
                return False
            path.append(word)
            word = heads[word]
        for step in path:
            reached[step] = True
    return True


def arborescence(scores: numpy.ndarray) -> list[int]:
    """Maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967); scores[dependent, head]."""
    heads = scores.argmax(-1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads.tolist()
    inside = set(cycle)
    outside = [slot for slot in range(len(scores)) if slot not in inside]
    total = sum(scores[slot, heads[slot]] for slot in cycle)
    size = len(outside)
    smaller = numpy.full((size + 1, size + 1), -1e9)
    enter, leave = {}, {}
    for row, slot in enumerate(outside):
        for column, other in enumerate(outside):
            smaller[row, column] = scores[slot, other]
        best = max(cycle, key=lambda member: scores[slot, member])
        smaller[row, size], leave[row] = scores[slot, best], best
        gains = {member: total - scores[member, heads[member]] + scores[member, slot] for member in cycle}
        best = max(gains, key=gains.get)
        smaller[size, row], enter[row] = gains[best], best
    numpy.fill_diagonal(smaller, -1e9)
    contracted = arborescence(smaller)
    result = heads.tolist()
    for row, slot in enumerate(outside):
        if slot:
            head = contracted[row]
            result[slot] = leave[row] if head == size else outside[head]
    result[enter[contracted[size]]] = outside[contracted[size]]
    return result


def find_cycle(heads: numpy.ndarray) -> list[int] | None:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, slot = [], start
        while state[slot] == 0:
            state[slot] = 1
            path.append(slot)
            slot = int(heads[slot])
        if state[slot] == 1:
            return path[path.index(slot) :]
        for step in path:
            state[step] = 2
    return None


def attributions(
    offsets: list[tuple[int, int]], cues: torch.Tensor, source_tags: list[int], contents: torch.Tensor,
    source_of: list[int], threshold: float, none_bias: float, gap: int = 2,
) -> list[dict]:
    """Cues by their tags, each with the words that point at it and the source that it points at."""
    count, found = len(offsets), cue_ranges(cues.tolist(), threshold)
    if not found:
        return []
    columns = torch.tensor([0, *(start + 1 for start, _ in found)])
    scores = contents[:, columns].clone()
    scores[:, 0] += none_bias
    chosen = scores.argmax(-1).tolist()
    result = []
    for number, (start, end) in enumerate(found, 1):
        words = [word for word in range(count) if chosen[word] == number]
        if not words:
            continue
        filled = set(words)
        for low, high in zip(words, words[1:]):
            between = range(low + 1, high)
            if len(between) <= gap and all(chosen[w] == 0 and not start <= w < end and source_tags[w] == 0 for w in between):
                filled.update(between)
        source = []
        if source_of[start]:
            low = source_of[start] - 1
            high = low + 1
            while source_tags[low] == 2 and low > 0 and source_tags[low - 1]:
                low -= 1
            while high < count and source_tags[high] == 2:
                high += 1
            source = [[offsets[low][0], offsets[high - 1][1]]]
        runs: list[list[int]] = []
        for word in sorted(filled):
            if runs and runs[-1][1] == word - 1:
                runs[-1][1] = word
            else:
                runs.append([word, word])
        content = [[offsets[low][0], offsets[high][1]] for low, high in runs]
        result.append({"source": source, "cue": [[offsets[start][0], offsets[end - 1][1]]], "content": content})
    return result


def cue_ranges(tags: list[list[float]], threshold: float) -> list[tuple[int, int]]:
    """Ranges of words whose probabilities [O, B, I] begin and continue a cue."""
    found, word = [], 0
    while word < len(tags):
        _, begins, continues = tags[word]
        if begins > threshold or (begins + continues > max(threshold, 0.5) and begins >= continues):
            end = word + 1
            while end < len(tags) and tags[end][2] > max(tags[end][0], tags[end][1]):
                end += 1
            found.append((word, end))
            word = end
        else:
            word += 1
    return found
