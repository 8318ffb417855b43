"""Writes given-names.tsv and surnames.tsv: Faker's names in Latin letters (MIT) and the lists beside this script.

Usage: python person_names.py (needs the package faker; made with 40.54.0)
"""
import pathlib
import pkgutil
import re
import importlib

HERE = pathlib.Path(__file__).resolve().parent
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ž][a-zß-öø-ÿĀ-žșțạ-ỹ'’-]*(?:[A-Z][a-zà-ÿ]+)?$")


def words(value):
    # A surname may be a pair of its form and the form without accents, and a list may hold its weights.
    if not isinstance(value, (str, dict, list, tuple, set)):
        return []
    if isinstance(value, str):
        return value.split()
    if isinstance(value, dict):
        return words(list(value))
    return [word for part in value for word in words(part)]


def collect():
    person = importlib.import_module("faker.providers.person")
    given, family = {}, set()
    for module in sorted(pkgutil.iter_modules(person.__path__), key=lambda m: m.name):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in sorted(dir(provider)):
            kind = "m" if "_male" in attribute or attribute.endswith("_male") else "f" if "female" in attribute else "x"
            if attribute.startswith("first_name"):
                for name in words(getattr(provider, attribute)):
                    given.setdefault(name, set()).add(kind)
            elif attribute.startswith("last_name"):
                family |= set(words(getattr(provider, attribute)))
    return given, family


def add(path, given, family):
    for line in (HERE / path).read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition(":")
        if key == "s":
            family |= set(rest.split())
        else:
            for name in rest.split():
                given.setdefault(name, set()).add(key)


def main():
    given, family = collect()
    common = {line.split("\t")[0] for line in (HERE.parent / "common-words.tsv").read_text(encoding="utf-8").splitlines()}
    months = {"may", "june", "august", "april", "march", "january", "monday", "sunday", "friday"}
    add("person_names.txt", given, family)
    drop = lambda name: not LATIN.match(name) or len(name) < 2 or name.lower() in common - {"will", "mark"} or name.lower() in months - {"june", "april"}
    rows = []
    for name, kinds in given.items():
        if not drop(name):
            sexes = kinds - {"x"}
            rows.append((name, sexes.pop() if len(sexes) == 1 else "x"))
    with open(HERE.parent / "given-names.tsv", "w", encoding="utf-8") as out:
        out.write("name\tgender\n" + "".join(f"{n}\t{g}\n" for n, g in sorted(rows)))
    with open(HERE.parent / "surnames.tsv", "w", encoding="utf-8") as out:
        out.write("name\n" + "".join(f"{n}\n" for n in sorted(n for n in family if not drop(n))))


main()
