"""Make the data of exercise 8a: the import containers of Port Ansel, a port that does not exist.

Run ``python make_data.py``; it writes ``data/`` beside itself, the same bytes each time. Everything
is drawn from one seed with the standard library. What the numbers were meant to show:

* contraband is rare (about 2.5 % of the boxes), so an opening drawn by lot seldom finds any;
* it used to come from two ports, Lisk and Oskara, and the inspections still go there; it now comes
  mostly from two of the nine ports from which no box was opened in the past year;
* seven boxes in ten travel with newly founded importers, late papers, cash and detours; the
  rest lies in boxes of regular importers who know nothing, and a score on papers hardly finds it;
* small firms, most of them run by women, share harmless traits with the first kind (a short
  history, cash, late papers), so a score costs them more than others;
* the system is a real one: boxes entered twice, one number in two spellings, a weighbridge that was
  broken for weeks, fields nobody filled in.

Three files:

``containers.csv``
    January to March, one row for each entry in the system. ``contraband`` is the truth about every
    box: in an exercise we can know what in a port nobody knows.
``past_inspections.csv``
    The boxes opened in the year before, and what was found: all that the old rule learned from.
``next_quarter.csv``
    April to June: day, port and truth only.
"""

from __future__ import annotations

import csv
import datetime as dt
import pathlib
import random
from collections.abc import Iterator

SEED = 2006
HERE = pathlib.Path(__file__).resolve().parent

QUARTER_START = dt.date(2025, 1, 1)
NEXT_START = dt.date(2025, 4, 1)
QUARTER_DAYS, NEXT_DAYS, PAST_DAYS = 90, 91, 365
WEIGHBRIDGE_BROKEN = (dt.date(2025, 2, 10), dt.date(2025, 2, 27))

# Port: share of the traffic, and the share of its boxes with contraband then (the year before) and
# now. The first two are the ports the old rule knows; from the last nine nothing was opened.
PORTS: dict[str, tuple[float, float, float]] = {
    "Lisk": (0.14, 0.060, 0.030),
    "Oskara": (0.10, 0.055, 0.030),
    "Korvia Roads": (0.13, 0.003, 0.008),
    "Dornhaven": (0.09, 0.003, 0.008),
    "Saint Orlan": (0.08, 0.003, 0.008),
    "Vellport": (0.06, 0.003, 0.006),
    "Ferrin Bay": (0.05, 0.003, 0.006),
    "Maruvo": (0.06, 0.003, 0.160),
    "Quillon": (0.05, 0.003, 0.120),
    "Almora Quay": (0.05, 0.003, 0.006),
    "Bressay Point": (0.04, 0.003, 0.006),
    "Castano": (0.04, 0.003, 0.006),
    "Hethel": (0.04, 0.003, 0.006),
    "Nimbra": (0.03, 0.003, 0.006),
    "Polwarth": (0.02, 0.003, 0.006),
    "Tessary": (0.02, 0.003, 0.006),
}
RULE_PORTS = ("Lisk", "Oskara")
NEVER_OPENED = tuple(PORTS)[7:]
TRANSIT = ("Korvia Roads", "Saint Orlan", "Dornhaven", "Port Ember")
LINES = ("Aurel", "Bluefin", "Meridian")
GOODS = ("ceramic tiles", "onions", "sewing machines", "rice", "clothing", "furniture", "paper")
VAGUE_GOODS = ("general cargo", "household goods", "mixed parts")
SIZES = ("small", "medium", "large")
SHARE_OF_WOMEN = {"small": 0.6, "medium": 0.2}  # a large company is not a person
FIRMS = {"small": 420, "medium": 110, "large": 40}

# How often an honest box of a firm of that size shows each trait.
FIRST_TIME = {"small": 0.20, "medium": 0.08, "large": 0.0}
PAYS_CASH = {"small": 0.42, "medium": 0.12, "large": 0.02}
LATE_PAPERS = {"small": 0.17, "medium": 0.09, "large": 0.04}
VAGUE = {"small": 0.16, "medium": 0.10, "large": 0.05}
# How many hours longer an opening keeps the box.
EXTRA_HOURS = {"small": 58.0, "medium": 42.0, "large": 33.0}

COLUMNS = [
    *("container_no", "arrival_date", "line", "origin_port", "via", "goods"),
    *("declared_t", "weighed_t", "value_usd", "importer", "firm_size", "owner_sex", "years"),
    *("broker", "paper_lag_days", "payment"),
    *("inspected", "result", "delay_hours", "contraband"),
]

Row = dict[str, str]
Firm = dict[str, str]


def chance(rng: random.Random, share: float) -> bool:
    """Say yes in `share` of the cases."""
    return rng.random() < share


def pick_port(rng: random.Random) -> str:
    """Draw an origin port by its share of the traffic."""
    return rng.choices(list(PORTS), [share for share, _, _ in PORTS.values()])[0]


def container_number(rng: random.Random) -> str:
    """Invent a number of the usual shape, with an owner's code that no real line has."""
    return f"{rng.choice(('ZZAU', 'ZZBU', 'ZZMU'))}{rng.randrange(1_000_000, 10_000_000)}"


def found_firm(rng: random.Random, number: int, size: str, first_time: bool) -> Firm:
    """Invent an importer: who runs it, how many years it has imported, how it pays."""
    sex = ""
    if size in SHARE_OF_WOMEN:
        sex = "F" if chance(rng, SHARE_OF_WOMEN[size]) else "M"
    years = 0 if first_time else min(6, 1 + int(rng.expovariate(0.35)))
    cash = chance(rng, PAYS_CASH[size])
    return {
        "importer": f"I{number:04d}",
        "firm_size": size,
        "owner_sex": sex,
        "years": str(years),
        "payment": "cash" if cash else rng.choice(("transfer", "credit")),
    }


def found_firms(rng: random.Random, numbers: Iterator[int]) -> dict[str, list[Firm]]:
    """Invent the regular importers, by size; women's firms are the younger ones."""
    firms: dict[str, list[Firm]] = {size: [] for size in SIZES}
    for size in SIZES:
        for _ in range(FIRMS[size]):
            firm = found_firm(rng, next(numbers), size, first_time=False)
            share = FIRST_TIME[size] * (1.25 if firm["owner_sex"] == "F" else 0.75)
            if chance(rng, share):
                firm["years"] = "0"
            firms[size].append(firm)
    return firms


def pick_size(rng: random.Random, port: str) -> str:
    """Draw the size of an importer; from the rule's two ports small firms buy most."""
    weights = (0.70, 0.20, 0.10) if port in RULE_PORTS else (0.36, 0.32, 0.32)
    return rng.choices(SIZES, weights)[0]


def pack(
    rng: random.Random, firms: dict[str, list[Firm]], numbers: Iterator[int], day: dt.date
) -> Row:
    """Make one box as the system would show it had nobody made a mistake."""
    port = pick_port(rng)
    contraband = chance(rng, PORTS[port][2])
    size = pick_size(rng, port)
    late, vague = LATE_PAPERS[size], VAGUE[size]
    detour, heavy = 0.14, 0.05
    shell = contraband and chance(rng, 0.70)
    if shell:  # a firm made for the purpose
        size = rng.choice(("small", "small", "medium"))
        firm = found_firm(rng, next(numbers), size, first_time=chance(rng, 0.85))
        firm["payment"] = "cash" if chance(rng, 0.65) else "transfer"
        late, vague, detour, heavy = 0.50, 0.30, 0.45, 0.40
    else:
        if contraband:  # in the box of somebody who knows nothing
            size = rng.choice(("medium", "large", "large"))
            detour, heavy = 0.40, 0.25
        firm = rng.choice(firms[size])
    stops = 2 if chance(rng, detour) else rng.choice((0, 1))
    via = rng.sample([p for p in TRANSIT if p != port], stops)
    declared = round(rng.uniform(6, 26), 1)
    gap = rng.uniform(0.05, 0.12) if chance(rng, heavy) else rng.uniform(-0.02, 0.02)
    lag = rng.choice((3, 4, 5, 6)) if chance(rng, late) else rng.choice((0, 0, 0, 1, 1, 2))
    return {
        "container_no": container_number(rng),
        "arrival_date": day.isoformat(),
        "line": rng.choice(LINES),
        "origin_port": port,
        "via": ";".join(via),
        "goods": rng.choice(VAGUE_GOODS if chance(rng, vague) else GOODS),
        "declared_t": f"{declared:.1f}",
        "weighed_t": f"{declared * (1 + gap):.1f}",
        "value_usd": str(round(declared * rng.uniform(700, 2600), -2)).removesuffix(".0"),
        **firm,
        "broker": f"B{rng.randrange(1, 41):02d}",
        "paper_lag_days": str(lag),
        "contraband": str(int(contraband)),
    }


def choose_as_they_did(rng: random.Random, day: list[Row]) -> list[Row]:
    """Choose the day's two openings as the port did: nearly always by the two-port rule."""
    by_rule = [row for row in day if row["origin_port"] in RULE_PORTS]
    others = [r for r in day if r["origin_port"] not in RULE_PORTS + NEVER_OPENED]
    chosen: list[Row] = []
    while len(chosen) < 2:
        pool = by_rule if by_rule and (chance(rng, 0.88) or not others) else others
        if not pool:
            break
        chosen.append(pool.pop(rng.randrange(len(pool))))
    return chosen


def inspect(rng: random.Random, row: Row, opened: bool) -> None:
    """Fill in what the inspection shows and how many hours the box stood in the port."""
    hours = 10 + rng.gammavariate(2.5, 5.0)
    if opened:
        extra = EXTRA_HOURS[row["firm_size"]] * (1.12 if row["owner_sex"] == "F" else 1.0)
        hours += extra * rng.uniform(0.55, 1.45)
    row["inspected"] = "yes" if opened else "no"
    row["result"] = ("found" if row["contraband"] == "1" else "nothing") if opened else ""
    row["delay_hours"] = f"{hours:.0f}"


def forget(rng: random.Random, row: Row) -> None:
    """Leave out what a real system lacks."""
    first, last = WEIGHBRIDGE_BROKEN
    broken = first <= dt.date.fromisoformat(row["arrival_date"]) <= last
    if broken or chance(rng, 0.05):
        row["weighed_t"] = ""
    for column, share in (("owner_sex", 0.07), ("paper_lag_days", 0.03), ("payment", 0.02)):
        if chance(rng, share):
            row[column] = ""


def enter_twice(rng: random.Random, row: Row) -> Row:
    """Enter a box a second time, as a tired clerk does: half of the time spelling it anew."""
    again = dict(row)
    if chance(rng, 0.5):
        number = row["container_no"]
        again["container_no"] = f"{number[:4].lower()} {number[4:10]}-{number[10:]}"
    return again


def make_quarter(rng: random.Random) -> list[Row]:
    """Make the entries of January to March."""
    numbers = iter(rng.sample(range(1000, 10_000), 2000))
    firms = found_firms(rng, numbers)
    rows: list[Row] = []
    for offset in range(QUARTER_DAYS):
        date = QUARTER_START + dt.timedelta(days=offset)
        day: list[Row] = []
        for _ in range(rng.randrange(12, 19) if date.weekday() >= 5 else rng.randrange(17, 25)):
            day.append(pack(rng, firms, numbers, date))
        opened = choose_as_they_did(rng, day)
        if offset > 40 and chance(rng, 0.3):  # a box that comes back weeks later is no duplicate
            old = rows[rng.randrange(len(rows) // 3)]["container_no"]
            if " " not in old:
                day[0]["container_no"] = old
        for row in day:
            inspect(rng, row, any(row is chosen for chosen in opened))
            forget(rng, row)
        rows += day
        rows += [enter_twice(rng, row) for row in day if chance(rng, 0.018)]
    return rows


def make_past(rng: random.Random) -> list[Row]:
    """Make the year before: only what was opened, for only that was written down."""
    rows: list[Row] = []
    others = [p for p in PORTS if p not in RULE_PORTS + NEVER_OPENED]
    for offset in range(PAST_DAYS):
        date = QUARTER_START - dt.timedelta(days=PAST_DAYS - offset)
        if chance(rng, 0.1):
            continue  # no search team that day
        by_rule = chance(rng, 0.82)
        port = rng.choice(RULE_PORTS) if by_rule else rng.choice(others)
        rows.append(
            {
                "date": date.isoformat(),
                "container_no": container_number(rng),
                "origin_port": port,
                "chosen_by": "rule" if by_rule else "other",
                "result": "found" if chance(rng, PORTS[port][1]) else "nothing",
            }
        )
    return rows


def make_next(rng: random.Random) -> list[Row]:
    """Make April to June: the day, the port, the truth."""
    rows: list[Row] = []
    for offset in range(NEXT_DAYS):
        date = NEXT_START + dt.timedelta(days=offset)
        for _ in range(rng.randrange(12, 19) if date.weekday() >= 5 else rng.randrange(17, 25)):
            port = pick_port(rng)
            rows.append(
                {
                    "arrival_date": date.isoformat(),
                    "origin_port": port,
                    "contraband": str(int(chance(rng, PORTS[port][2]))),
                }
            )
    return rows


def write(path: pathlib.Path, columns: list[str], rows: list[Row]) -> None:
    """Write rows as CSV, the same bytes on every system."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: pathlib.Path = HERE / "data") -> None:
    """Write the three files into `folder`.

    Parameters
    ----------
    folder
        Where to write; it is made if it does not exist.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)  # noqa: S311  nothing here is a secret
    quarter, past, following = make_quarter(rng), make_past(rng), make_next(rng)
    write(folder / "containers.csv", COLUMNS, quarter)
    write(folder / "past_inspections.csv", list(past[0]), past)
    write(folder / "next_quarter.csv", list(following[0]), following)


if __name__ == "__main__":
    main()
