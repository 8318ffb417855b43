"""Writes known-names.tsv from the list beside this script: names of organisations, facilities, products and other things.

A line of the list is a kind, a colon and its names with `|` between them; the first kind that claims a name has it. A single word
that the lists of places, given names, family names or common words hold is left out, unless a line of kind with `!` claims it.
A name with a straight apostrophe gets its twin with a curved one, and "Al-Ahly" its twin "al-Ahly".

Usage: python known_names.py
"""
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def first_column(name):
    return {line.split("\t")[0] for line in (HERE.parent / name).read_text(encoding="utf-8").splitlines()[1:]}


def twins(name):
    yield name
    if "'" in name:
        yield name.replace("'", "’")
    if name.startswith("Al-"):
        yield "a" + name[1:]


def main():
    common = first_column("common-words.tsv")
    places = first_column("places.tsv") | first_column("peoples.tsv")
    people = first_column("given-names.tsv") | first_column("surnames.tsv")
    kinds = {}
    for line in (HERE / "known_names.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, names = line.partition(": ")
        for name in names.split("|"):
            is_other = name in places or " " not in name and (name in people or name.lower() in common)
            if kind.endswith("!") or not is_other:
                for twin in twins(name):
                    kinds.setdefault(twin, kind.rstrip("!"))
    with open(HERE.parent / "known-names.tsv", "w", encoding="utf-8") as out:
        out.write("name\tkind\n" + "".join(f"{name}\t{kinds[name]}\n" for name in sorted(kinds)))


main()
