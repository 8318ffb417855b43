"""Fits the model that tells the lines of flattened pages apart: weights of words, then decision trees.

    python train.py --data FOLDER --binary line_numbers --out ../../models/page [--work FOLDER] [--folds-only]

`line_numbers` is the example of the crate dateline-article (`cargo build --release -p dateline-article --example
line_numbers`); all that the trees see is counted by it, so that what is learnt is what runs. Config: config.toml.

The weights of words are learnt first. Trees see them as one number a line; so that they do not trust them more than they
may, the numbers of the lines that trees are learnt from come from weights learnt on other pages. In cross-validation
nothing of a left-out page is seen by either.
"""

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import numpy
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import SGDClassifier

WORD = re.compile(r"\w+")
HERE = Path(__file__).parent
CONFIG = tomllib.loads((HERE / "config.toml").read_text())
INNER = 4


def read(path: Path) -> list[dict]:
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


class Page:
    """A flattened page: its lines, the share of each that is the article's, and what the program counts on them."""

    def __init__(self, flat: str, gold: str, site: str):
        self.flat, self.gold, self.site = flat, gold, site
        self.texts: list[str] = []
        self.tokens: list[list[str]] = []

    def label(self) -> None:
        body = words(self.gold)
        triples = set(zip(body, body[1:], body[2:]))
        whole = {tuple(words(line)) for line in self.gold.split("\n")}
        shares = []
        for text in self.texts:
            own = words(text)
            if len(own) < 4:
                shares.append(float(tuple(own) in whole))
            else:
                shares.append(sum(run in triples for run in zip(own, own[1:], own[2:])) / (len(own) - 2))
        self.share = numpy.array(shares, numpy.float32)
        counts = numpy.array([len(words(text)) for text in self.texts], numpy.float32)
        weight = numpy.maximum(counts, 0.5) ** CONFIG["lines"]["power"]
        self.weight = weight / max(weight.sum(), 1e-6)

    def thinned(self, seed: int) -> "Page":
        """The dump as cleaners leave it: three of four runs of furniture gone, on even pages empty lines."""
        out = []
        for at, (text, share) in enumerate(zip(self.texts, self.share)):
            chance = ((at // 3 + 1) * 2_654_435_761 + seed * 40_503) >> 7
            if share < 0.5 and chance % 4:
                continue
            out.append(text)
            if seed % 2 == 0 and (share > 0.5 or chance % 8):
                out.append("")
        return Page("\n".join(out) + "\n", self.gold, self.site)


def run(binary: str, what: list[str], pages: list[Page]) -> bytes:
    text = "\n".join(json.dumps({"flat": page.flat}) for page in pages)
    return subprocess.run([binary, *what], input=text.encode(), capture_output=True, check=True).stdout


def tell(binary: str, pages: list[Page]) -> None:
    for page, line in zip(pages, run(binary, ["tokens"], pages).decode().splitlines()):
        rows = json.loads(line)
        page.texts = [row[0] for row in rows]
        page.tokens = [row[1] for row in rows]
        page.label()


def values(binary: str, work: Path, weights: dict[str, int], pages: list[Page], n: int) -> list[numpy.ndarray]:
    path = work / "words.tsv"
    path.write_text(words_table(weights))
    raw, at, out = run(binary, ["values", str(path)], pages), 0, []
    for page in pages:
        lines = int.from_bytes(raw[at : at + 4], "little")
        assert lines == len(page.texts)
        at += 4
        out.append(numpy.frombuffer(raw, "<i2", lines * n, at).reshape(lines, n))
        at += lines * n * 2
    return out


def words_table(weights: dict[str, int]) -> str:
    rows = [f"{word}\t{weight}" for word, weight in sorted(weights.items())]
    return "\n".join(["word\tweight", *rows]) + "\n"


def fit_words(pages: list[Page]) -> dict[str, int]:
    """Logistic regression over words; weights in hundredths."""
    on = Counter(token for page in pages for token in {token for line in page.tokens for token in line})
    vocabulary = {token: at for at, token in enumerate(sorted(on)) if on[token] >= CONFIG["words"]["least_pages"]}
    vocabulary = {token: at for at, token in enumerate(vocabulary)}
    columns, ends, shares, weights = [], [0], [], []
    for page in pages:
        for tokens in page.tokens:
            columns += [vocabulary[token] for token in tokens if token in vocabulary]
            ends.append(len(columns))
        shares.append(page.share)
        weights.append(page.weight)
    shape = (len(ends) - 1, len(vocabulary))
    lines = csr_matrix((numpy.ones(len(columns), numpy.float32), columns, ends), shape)
    weight = numpy.sqrt(numpy.concatenate(weights))
    model = SGDClassifier(
        loss="log_loss",
        alpha=CONFIG["words"]["alpha"],
        max_iter=CONFIG["words"]["epochs"],
        tol=None,
        average=True,
        random_state=CONFIG["words"]["seed"],
    )
    model.fit(lines, numpy.concatenate(shares) > 0.5, sample_weight=weight / weight.mean())
    table = {token: round(100 * model.coef_[0][at]) for token, at in vocabulary.items()}
    table = {token: weight for token, weight in table.items() if weight}
    return table | {"(bias)": round(100 * model.intercept_[0])}


def fit_trees(lines: list[numpy.ndarray], pages: list[Page], columns: list[str]) -> lightgbm.Booster:
    setting = CONFIG["trees"]
    weight = numpy.concatenate([page.weight for page in pages])
    data = lightgbm.Dataset(
        numpy.concatenate(lines).astype(numpy.float32),
        label=numpy.concatenate([page.share for page in pages]),
        weight=weight / weight.mean(),
        feature_name=[f"c{at}" for at in range(len(columns))],
        params={"max_bin": setting["bins"]},
    )
    parameters = {
        "objective": "cross_entropy",
        "learning_rate": setting["rate"],
        "num_leaves": setting["leaves"],
        "min_data_in_leaf": setting["least_lines"],
        "feature_fraction": setting["columns"],
        "bagging_fraction": setting["lines"],
        "bagging_freq": 1,
        "lambda_l2": setting["ridge"],
        "max_bin": setting["bins"],
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 2,
        "seed": setting["seed"],
        "verbose": -1,
    }
    return lightgbm.train(parameters, data, setting["rounds"])


def tree_table(booster: lightgbm.Booster, columns: list[str], cost: int) -> str:
    """The trees in preorder, a row each; leaves in thousandths of log odds."""

    def nodes(node: dict) -> list[str]:
        if "leaf_value" in node:
            return [f"={round(1000 * node['leaf_value'])}"]
        assert node["decision_type"] == "<="
        most = int(numpy.floor(node["threshold"]))
        split = f"{columns[node['split_feature']]}<={most}"
        return [split, *nodes(node["left_child"]), *nodes(node["right_child"])]

    trees = booster.dump_model()["tree_info"]
    rows = [f"{at}\t{' '.join(nodes(tree['tree_structure']))}" for at, tree in enumerate(trees, 1)]
    return "\n".join(["row\tnodes", *rows, f"switch\t{cost}"]) + "\n"


def fit(pages: list[Page], thin: list[Page], work: Path, binary: str, columns: list[str]):
    """Weights of words and trees learnt from pages; the trees see words weighed on other pages."""
    lines, told = [], []
    for part in range(INNER):
        others = [page for at, page in enumerate(pages) if at % INNER != part]
        weights = fit_words(others)
        for group in (pages, thin):
            own = [page for at, page in enumerate(group) if at % INNER == part]
            lines += values(binary, work, weights, own, len(columns))
            told += own
    return fit_words(pages), fit_trees(lines, told, columns)


def best_sequence(odds: numpy.ndarray, cost: float) -> list[bool]:
    yes, no, came = 0.0, 0.0, []
    for value in odds:
        change_yes, change_no = no - cost > yes, yes - cost > no
        next_yes = (no - cost if change_yes else yes) + value / 2
        next_no = (yes - cost if change_no else no) - value / 2
        came.append((change_yes, change_no))
        yes, no = next_yes - next_no, 0.0
    is_yes, labels = yes > no, [False] * len(odds)
    for at in range(len(odds) - 1, -1, -1):
        labels[at] = is_yes
        if came[at][0 if is_yes else 1]:
            is_yes = not is_yes
    return labels


def shingles(text: str) -> Counter:
    found = WORD.findall(text)
    return Counter(tuple(found[at : at + 4]) for at in range(max(len(found) - 3, 1 if found else 0)))


def score(pages: list[Page], odds: list[numpy.ndarray], cost: float) -> tuple[float, float, float]:
    """F1, precision and recall as `cargo scores --only wcxb-flat`, without what roles add and take away."""
    precisions, recalls = [], []
    for page, values in zip(pages, odds):
        labels = best_sequence(values, cost)
        got = shingles("\n".join(text for text, own in zip(page.texts, labels) if own))
        want = shingles(page.gold)
        hits = sum((got & want).values())
        if got:
            precisions.append(hits / sum(got.values()))
        if want:
            recalls.append(hits / sum(want.values()))
    precision, recall = numpy.mean(precisions), numpy.mean(recalls)
    return 200 * precision * recall / (precision + recall), 100 * precision, 100 * recall


def manifest(folder: Path, scores: tuple[float, float, float]) -> None:
    """Writes what the model files are into the manifest beside their folder; the sections of other models stay."""
    table = folder.parent / "manifest.toml"
    before = table.read_text().split("# Written by training/page/")[0].rstrip("\n") if table.exists() else ""
    lines = ["# Written by training/page/train.py."]
    for name in ("flat-trees", "flat-words"):
        path = folder / f"{name}.tsv"
        lines += [
            f"[page.{name}]",
            f'file = "{folder.name}/{path.name}"',
            f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"',
            f"bytes = {path.stat().st_size}",
            "",
        ]
    lines += ["[page.cross-validated]", *(f"{name} = {value:.2f}" for name, value in zip(("f1", "precision", "recall"), scores))]
    table.write_text(before + "\n\n" + "\n".join(lines) + "\n")


def fold_of(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % CONFIG["folds"]["n"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp"))
    parser.add_argument("--folds-only", action="store_true")
    options = parser.parse_args()
    options.work.mkdir(exist_ok=True)
    columns = subprocess.run([options.binary, "columns"], capture_output=True, check=True, text=True).stdout.split("\n")[:-1]
    sites = {page["id"]: urlsplit(page["gold"].get("url") or page["id"]).netloc for page in read(options.data / CONFIG["data"]["html"])}
    rows = read(options.data / CONFIG["data"]["flat"])
    pages = [Page(row["flat"], row["gold"]["articleBody"] or "", sites.get(row["id"], row["id"])) for row in rows]
    tell(options.binary, pages)
    thin = [page.thinned(seed) for seed, page in enumerate(pages)] if CONFIG["data"]["thinned"] else []
    tell(options.binary, thin)
    folds = [fold_of(page.site) for page in pages]

    odds: list = [None] * len(pages)
    thin_odds: list = [None] * len(pages)
    for fold in range(CONFIG["folds"]["n"]):
        rest = [at for at, own in enumerate(folds) if own != fold]
        left = [at for at, own in enumerate(folds) if own == fold]
        weights, booster = fit([pages[at] for at in rest], [thin[at] for at in rest if thin], options.work, options.binary, columns)
        for group, out in ((pages, odds), (thin, thin_odds)):
            if group:
                for at, lines in zip(left, values(options.binary, options.work, weights, [group[at] for at in left], len(columns))):
                    out[at] = booster.predict(lines.astype(numpy.float32), raw_score=True) if len(lines) else numpy.zeros(0)
        (options.work / f"fold{fold}-words.tsv").write_text(words_table(weights))
        (options.work / f"fold{fold}-trees.tsv").write_text(tree_table(booster, columns, 0))
        (options.work / f"fold{fold}.json").write_text(json.dumps([rows[at]["id"] for at in left]))
        print("fold", fold, len(left), flush=True)
    best: tuple[float, int, tuple[float, float, float]] = (0.0, 0, (0.0, 0.0, 0.0))
    for cost in CONFIG["sequence"]["costs"]:
        whole = score(pages, odds, cost / 1000)
        cleaned = score(thin, thin_odds, cost / 1000) if thin else (0.0, 0.0, 0.0)
        print("cost", cost, "F1 P R %.2f %.2f %.2f" % whole, "thinned %.2f %.2f %.2f" % cleaned, flush=True)
        best = max(best, (whole[0] + cleaned[0], -cost, whole))
    cost = -best[1]
    for fold in range(CONFIG["folds"]["n"]):
        path = options.work / f"fold{fold}-trees.tsv"
        path.write_text(path.read_text().replace("switch\t0\n", f"switch\t{cost}\n"))
    if options.folds_only:
        return
    weights, booster = fit(pages, thin, options.work, options.binary, columns)
    options.out.mkdir(exist_ok=True)
    (options.out / "flat-words.tsv").write_text(words_table(weights))
    (options.out / "flat-trees.tsv").write_text(tree_table(booster, columns, cost))
    manifest(options.out, best[2])


if __name__ == "__main__":
    main()
