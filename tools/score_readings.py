#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores what `nostos read` found in a set of reports against the facts that people found in them.

  score_readings.py run --nostos BINARY [--gold DIR] [--lang en] [--fail-under detection=0.95 …]
  score_readings.py input [--gold DIR] [--lang en] > reports.jsonl     # what `nostos read` is to read
  score_readings.py score READINGS.jsonl [--gold DIR] [--reckoning RECKONING.json] [--lang en]

The gold folder holds gold.jsonl (one report's facts a line) and texts/ID.txt. Prints precision, recall and F1
by slot with 95 % bootstrap intervals (resampling reports), then by language and by conflict, then every
confident error with the report's id.

What counts as right:
  detection      the report holds an exchange or release of living people, or it does not
  events         events aligned one to one; an event that gold names only as "previous" or "parent deal" is neutral
  counts         (side, total) of aligned events. A hedged figure that its own reading refines ("more than 200",
                 then 230) counts once, as the refined one; a part of a gold total is neither right nor wrong
  counts+unit    the same with the kind of people (bodies are never persons)
  speakers       who says each right count, where gold names someone
  dates          1 when exact at gold's precision, 0.5 when coarser or finer but compatible, 0 when missing or wrong;
                 a day where the text gives none is a false alarm (0)
  ordinals       (value, scope: war, year, deal …)
  cumulative     (side, running total), over the whole report
  mediators, intermediaries, both sides total, breakdowns (label, count), previous
  statements     (speaker, kind) for statements that carry a figure or a plan
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import score_baselines

HERE = pathlib.Path(__file__).resolve().parent
NAMES = json.loads((HERE / "score_readings_names.json").read_text(encoding="utf-8"))
SLOTS = ["detection", "events", "counts", "counts+unit", "speakers", "dates", "ordinals", "cumulative", "mediators",
         "intermediaries", "both sides total", "breakdowns", "previous", "statements"]
CLAIM_KINDS = {"leg": "count", "running_total": "cumulative", "subtotal": "cumulative", "breakdown": "breakdown",
               "ordinal": "ordinal", "intent": "plan", "held": "held"}


# ---- gold ------------------------------------------------------------------------------------------------

def load_gold(folder, lang):
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line]
    return [g for g in gold if lang in (None, g["lang"])]


def reports_for_reading(gold, folder, published):
    """The JSONL that `nostos read` is given. `published`: always | outside (only where the text lacks it) | never."""
    for g in gold:
        report = {"id": g["id"], "text": (folder / "texts" / (g["id"] + ".txt")).read_text(encoding="utf-8"),
                  "lang": g["lang"]}
        outside = g["published_basis"].startswith("url")
        if g["published"] and (published == "always" or (published == "outside" and outside)):
            report["published"] = g["published"]
        yield report


def as_list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def is_bodies(event):
    return "bodies" in (event.get("event_type") or event.get("type") or "")


def gold_counts(event, conflict):
    """(side, total, unit, speakers) of a gold event; "each side" is both of them."""
    counts = []
    for returned in event["returned"]:
        if returned["total"] is None or returned["side"] is None or returned.get("in_text") is False:
            continue
        sides = [NAMES["parties"].get(returned["side"], returned["side"])]
        if returned["side"] == "each side":
            sides = NAMES["sides_of_conflict"][conflict]
        unit = NAMES["units"].get(returned["unit"], "people")
        counts += [(side, returned["total"], unit, returned.get("claimed_by", [])) for side in sides]
    return counts


def gold_parts(event):
    """(label, count) of the breakdowns and ranks that hold figures."""
    tables = [r["breakdown"] for r in event["returned"] if isinstance(r.get("breakdown"), dict)]
    tables += [event["ranks"]] if isinstance(event.get("ranks"), dict) else []
    return [(label, value) for table in tables for label, value in table.items() if isinstance(value, int)]


def ordinal_scope(ordinal):
    scope = (ordinal.get("scope") or "war").lower()
    if "omits" in scope:
        return "any"
    if "year" in scope or re.search(r"of (20|19)\d\d", scope):
        return "year"
    return next((word for word in ("deal", "week", "since") if word in scope), "war")


def optional_events(event):
    """Events that gold names only in passing; found or not, they cost nothing."""
    previous = event.get("previous_event") or {}
    if previous:
        yield {"event_key": previous["event_key"], "date": previous.get("date"), "returned": [], "role": "background"}
    if event.get("parent_deal"):
        yield {"event_key": event["parent_deal"].get("key"), "date": None, "returned": [], "role": "parent deal"}


# ---- readings --------------------------------------------------------------------------------------------

def nominal(count):
    """The one figure a reader would repeat, None for shares in words."""
    if not count or count["op"] in (None, "null", "fr"):
        return None
    return count["lo"] if count["lo"] is not None else count["hi"]


def holds(count, value):
    """The words of this count allow that figure."""
    low = count.get("low")
    high = count.get("high")
    return (low is None or low <= value) and (high is None or value <= high)


def read_legs(event):
    """Legs that state a figure of people who came (or, for a plan, are to come)."""
    happened = event["status"] in ("completed", "in progress")
    return [leg for leg in event["legs"]
            if nominal(leg["count"]) is not None and leg["polarity"] == "affirmed"
            and not (happened and leg["modality"] in ("planned", "conditional", "failed"))]


def read_counts(event):
    """(side, total, unit, speakers) after hedges that the same event refines have been folded in."""
    legs = read_legs(event)
    exact = [leg for leg in legs if leg["count"]["op"] == "eq"]
    kept = [leg for leg in legs if leg["count"]["op"] == "eq" or not any(
        e["to"] == leg["to"] and holds(leg["count"], nominal(e["count"])) for e in exact)]
    merged = collections.OrderedDict()
    for leg in kept:
        unit = NAMES["units"].get(leg["population"] or "persons", "people")
        key = (leg["to"], nominal(leg["count"]), "bodies" if unit == "bodies" else "")
        units, speakers = merged.setdefault(key, (set(), []))
        units.add(unit)
        speakers += leg["speaker"]
    return [(side, total, units, speakers) for (side, total, _), (units, speakers) in merged.items()]


def parts_of(parts):
    for part in parts:
        value = nominal(part["count"])
        if value is not None:
            yield part["label"], value
        yield from parts_of(part.get("parts") or [])


def speaker_matches(wanted, speakers):
    pieces = NAMES["speakers"].get(wanted.lower(), [wanted.lower()])
    words = [f"{s.get('id') or ''} {s.get('name') or ''}".lower() for s in speakers if s.get("name") != "DOC"]
    return any(piece in word for piece in pieces for word in words)


def involved_matches(wanted, entry):
    pieces = NAMES["involved"].get(wanted.lower(), [wanted.lower()])
    identifier = (entry.get("id") or "").lower()
    return any(identifier == p or identifier.endswith("_" + p) or (len(p) > 3 and p in entry["name"].lower())
               for p in pieces)


# ---- dates -----------------------------------------------------------------------------------------------

def month_length(year, month):
    return [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
            31][month - 1]


def bounds(date):
    """First and last day of a gold date as (y-m-d, y-m-d), or None when it has no year."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", date):
        return tuple(date.split("/"))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return date, date
    if re.fullmatch(r"\d{4}-\d\d", date):
        year, month = map(int, date.split("-"))
        return date + "-01", f"{date}-{month_length(year, month):02}"
    if re.fullmatch(r"\d{4}", date):
        return date + "-01-01", date + "-12-31"
    return None


def key_day(event_key):
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", event_key or "")
    return found.group(0) if found else None


def score_date(gold_event, read_date):
    """(score or None when there is nothing to score, confident error or None)."""
    wanted = gold_event["date"]
    edtf = (read_date or {}).get("edtf") or ""
    first, last = (read_date or {}).get("earliest"), (read_date or {}).get("latest")
    bounded = bool(first and last)
    exact = bounded and first == last
    if wanted is None:
        if not exact or first == key_day(gold_event["event_key"]):
            return None, None
        return 0.0, f"gives {first} where the text has no date"
    if re.fullmatch(r"\d\d-\d\d", wanted):  # a day without a year
        if edtf == "XXXX-" + wanted:
            return 1.0, None
        if exact and first[5:] == wanted:
            return (1.0, None) if first == key_day(gold_event["event_key"]) else (0.0, f"gives {first}: wrong year")
        if exact:
            return 0.0, f"gives {first}, gold {wanted}"
        return (0.5, None) if bounded else (0.0, None)
    gold_first, gold_last = bounds(wanted)
    if (first, last) == (gold_first, gold_last):
        return 1.0, None
    if edtf.startswith("XXXX-"):
        return (0.5, None) if edtf[5:] == gold_first[5:] else (0.0, f"gives {edtf}, gold {wanted}")
    if not bounded:
        return 0.0, None
    if last < gold_first or first > gold_last:
        trap = " (the trap)" if gold_event.get("date_naive") == first else ""
        return 0.0, f"gives {edtf or first + '/' + last}, gold {wanted}{trap}"
    narrow = int(last[:4]) - int(first[:4]) <= 1
    nested = (first <= gold_first and last >= gold_last) or (gold_first <= first and last <= gold_last)
    return (0.5, None) if nested and narrow else (0.0, None)


# ---- alignment -------------------------------------------------------------------------------------------

def similarity(gold_event, event, conflict):
    """How well two events fit; None when they cannot be one."""
    if is_bodies(gold_event) != is_bodies(event):
        return None
    wanted = {(side, total) for side, total, _, _ in gold_counts(gold_event, conflict)}
    given = {(side, total) for side, total, _, _ in read_counts(event)}
    shared = len(wanted & given)
    day, error = score_date(gold_event, event.get("date"))
    main = gold_event.get("role") not in ("background", "parent deal")
    same_role = main == (event["role"] == "main")
    if error and not shared and not (main and same_role):
        return None
    score = 1.0 + 3.0 * (2.0 * shared / max(1, len(wanted) + len(given)))
    score += 2.0 * (day or 0.0) - (1.5 if error else 0.0) + (0.5 if same_role else 0.0)
    deal = gold_event.get("role") == "parent deal"
    score += 0.5 if deal == (event["role"] == "parent deal") else -0.5
    return score + (0.25 if gold_event.get("status", "completed").startswith(event["status"]) else 0.0)


def align(gold_events, events, conflict):
    """The one-to-one pairing with the highest sum: [(gold index, event index)]. Reports hold few events."""
    scores = [[similarity(g, e, conflict) for e in events] for g in gold_events]
    best = {0: (0.0, ())}  # used gold events as bits -> sum, pairs
    for e in range(len(events)):
        step = dict(best)
        for used, (total, pairs) in best.items():
            for g in range(len(gold_events)):
                if used >> g & 1 or scores[g][e] is None:
                    continue
                candidate = (total + scores[g][e], pairs + ((g, e),))
                key = used | 1 << g
                if key not in step or candidate[0] > step[key][0]:
                    step[key] = candidate
        best = step
    return list(max(best.values(), key=lambda item: item[0])[1])


# ---- scoring of one report -------------------------------------------------------------------------------

class Tally:
    """Right, false and missed by slot; dates add fractions of right ones."""

    def __init__(self):
        self.slots = {slot: [0.0, 0.0, 0.0] for slot in SLOTS}
        self.errors = []
        self.coreferent = {}  # event id -> event_key

    def add(self, slot, right=0.0, false=0.0, missed=0.0):
        for i, amount in enumerate((right, false, missed)):
            self.slots[slot][i] += amount

    def sets(self, slot, wanted, given):
        right = len(wanted & given)
        self.add(slot, right, len(given) - right, len(wanted) - right)


def score_report(gold, reading):
    tally = Tally()
    conflict = gold["conflict"]
    required = [e for e in gold["facts"]["events"]]
    known = {e["event_key"] for e in required}
    optional = [o for e in required for o in optional_events(e) if o["event_key"] not in known]
    events = reading["events"] if reading else []
    pairs = align(required + optional, events, conflict)
    of_gold = {g: events[e] for g, e in pairs if g < len(required)}
    matched = {e: g for g, e in pairs}
    for g, e in pairs:
        tally.coreferent[events[e]["id"]] = (required + optional)[g]["event_key"]

    has = any(not is_bodies(e) for e in required)
    found = any(not is_bodies(e) for e in events)
    tally.add("detection", has and found, found and not has, has and not found)
    if found and not has:
        tally.errors.append("an exchange where the report has none")
    neutral = sum(1 for g, _ in pairs if g >= len(required))
    tally.add("events", len(of_gold), len(events) - len(of_gold) - neutral, len(required) - len(of_gold))

    empty = {"legs": [], "status": "completed", "date": None, "ordinals": [], "mediators": [], "intermediaries": [],
             "breakdowns": [], "both_sides_total": None, "previous": None}
    for i, wanted in enumerate(required):
        score_event(tally, wanted, of_gold.get(i, empty), conflict, i in of_gold)
    for e, event in enumerate(events):
        if e not in matched:
            nowhere = {"event_key": "", "date": "", "returned": []}
            score_counts(tally, nowhere, event, conflict)
    score_report_wide(tally, gold, reading)
    return tally


def score_event(tally, wanted, event, conflict, found):
    score_counts(tally, wanted, event, conflict)
    day, error = score_date(wanted, event["date"])
    if day is not None:
        given = found and (error or day)
        tally.add("dates", right=day, false=1.0 - day if given else 0.0, missed=1.0 - day)
    if error:
        tally.errors.append(f"{wanted['event_key']}: date {error}")

    wanted_ordinals = [(o["value"], ordinal_scope(o)) for o in as_list(wanted.get("ordinal"))
                       if o.get("in_text") is not False]
    given = [(o["value"], o["scope"]) for o in event["ordinals"] if o["scope"] != "week"]
    right = sum(any(v == value and scope in ("any", s) for v, s in given) for value, scope in wanted_ordinals)
    false = [o for o in set(given) if not any(o[0] == v and s in ("any", o[1]) for v, s in wanted_ordinals)]
    if any(o.get("in_text") is False for o in as_list(wanted.get("ordinal"))):
        false = []
    tally.add("ordinals", right, len(false), len(wanted_ordinals) - right)
    tally.errors += [f"{wanted['event_key']}: ordinal {value} ({scope})" for value, scope in false]

    for slot, field, key in (("mediators", "mediators", "mediators"),
                             ("intermediaries", "intermediaries", "intermediary")):
        names = wanted.get(key, [])
        given = event[field]
        right = sum(any(involved_matches(name, entry) for entry in given) for name in names)
        false = sum(not any(involved_matches(name, entry) for name in names) for entry in given)
        tally.add(slot, right, false, len(names) - right)

    both = wanted.get("both_sides_total") or {}
    expected = {both["value"]} if both.get("value") and both.get("in_text") is not False else set()
    both_given = nominal(event.get("both_sides_total"))
    tally.sets("both sides total", expected, set() if both_given is None else {both_given})

    score_breakdowns(tally, wanted, event)
    if wanted.get("previous_event"):
        tally.add("previous", *((1, 0, 0) if event.get("previous") else (0, 0, 1)))


def score_counts(tally, wanted, event, conflict):
    gold_all = gold_counts(wanted, conflict)
    parts = {value for _, value in gold_parts(wanted)}
    given = read_counts(event)
    hit = set()
    for side, total, units, speakers in given:
        match = next((g for g in gold_all if (g[0], g[1]) == (side, total) and (g[2] == "bodies") == ("bodies" in units)),
                     None)
        if match is None:
            if total not in parts:
                tally.add("counts", false=1)
                tally.add("counts+unit", false=1)
                tally.errors.append(f"{wanted['event_key'] or 'an event gold has not'}: count {side} {total}")
            continue
        hit.add(gold_all.index(match))
        tally.add("counts", right=1)
        fits = match[2] in units or (match[2] == "people" or "people" in units)
        tally.add("counts+unit", right=fits, false=not fits, missed=not fits)
        if match[3]:
            said = any(speaker_matches(name, speakers) for name in match[3])
            tally.add("speakers", right=said, false=not said and any(s.get("name") != "DOC" for s in speakers),
                      missed=not said)
    missed = len({(g[0], g[1], g[2]) for i, g in enumerate(gold_all) if i not in hit} -
                 {(gold_all[i][0], gold_all[i][1], gold_all[i][2]) for i in hit})
    tally.add("counts", missed=missed)
    tally.add("counts+unit", missed=missed)


def score_breakdowns(tally, wanted, event):
    expected = gold_parts(wanted)
    given = set()
    for breakdown in event["breakdowns"]:
        given.update(parts_of(breakdown["parts"]))
    left = set(given)
    right = 0
    for label, value in expected:
        names = NAMES["labels"].get(label.split(" (")[0].lower())
        match = next((g for g in left if g[1] == value and (names is None or g[0] in names)), None)
        if match:
            left.discard(match)
            right += 1
    totals = {r["total"] for r in wanted["returned"]}
    tally.add("breakdowns", right, sum(value not in totals for _, value in left), len(expected) - right)


def score_report_wide(tally, gold, reading):
    """Running totals and statements belong to the report, not to one event."""
    facts = gold["facts"]
    expected = {(NAMES["parties"].get(c["side"], c["side"]), c["value"])
                for e in facts["events"] for c in as_list(e.get("cumulative_total")) if c.get("in_text") is not False}
    neutral = {f.get("value") for f in facts["other_figures"] + facts["losses"]}
    given = set()
    statements = set()
    for claim in (reading or {}).get("claims", []):
        value = nominal(claim.get("count"))
        if claim["type"] == "running_total" and value is not None and claim["polarity"] == "affirmed":
            given.add((claim.get("to"), value))
        kind = CLAIM_KINDS.get(claim["type"])
        kinds = {kind} if kind else set()
        if claim["type"] in ("leg", "event") and claim.get("modality") == "planned":
            kinds.add("plan")
        for kind in kinds:
            statements.update((s.get("id") or s["name"], s["name"], kind) for s in claim["speaker"][-1:]
                              if s["name"] != "DOC")
    right = sum(any(v == value and s in (side, "both", None) or v == value and side == "both" for s, v in given)
                for side, value in expected)
    false = [g for g in given if g[1] not in neutral and g[1] not in {v for _, v in expected}]
    tally.add("cumulative", right, len(false), len(expected) - right)
    tally.errors += [f"running total {side} {value}" for side, value in false]
    score_statements(tally, facts, statements)


def score_statements(tally, facts, given):
    def kind_of(statement):
        kind = statement["claim_type"]
        for word, name in (("cumulative", "cumulative"), ("unaccounted", "held"), ("count", "count"),
                           ("breakdown", "breakdown"), ("ordinal", "ordinal"), ("plan", "plan"), ("missing", "held")):
            if kind.startswith("held"):
                return "held"
            if word in kind and "without" not in kind:
                return name
        return None

    def matches(speaker, kind, entry):
        return entry[2] == kind and speaker_matches(speaker, [{"id": entry[0], "name": entry[1]}])

    wanted = {(s["speaker"], kind_of(s)) for s in facts["statements"] if kind_of(s)}
    also = {(name, "count") for e in facts["events"] for r in e["returned"] for name in r.get("claimed_by", [])}
    right = sum(any(matches(speaker, kind, g) for g in given) for speaker, kind in wanted)
    speakers = {speaker for speaker, _ in wanted | also} | {s["speaker"] for s in facts["statements"]}
    false = sum(not any(speaker_matches(s, [{"id": g[0], "name": g[1]}]) for s in speakers) for g in given)
    tally.add("statements", right, false, len(wanted) - right)


# ---- summary ---------------------------------------------------------------------------------------------

def f1(counts):
    right, false, missed = counts
    precision = right / (right + false) if right + false else None
    recall = right / (right + missed) if right + missed else None
    if precision is None and recall is None:
        return None, None, None
    total = 2 * right + false + missed
    return precision, recall, 2 * right / total if total else None


def headline(slot, counts):
    """The one figure of a slot: F1, and for dates the mean score over events to date and false alarms."""
    _, recall, harmonic = f1(counts)
    return recall if slot == "dates" else harmonic


def summed(tallies, slot):
    return [sum(t.slots[slot][i] for t in tallies) for i in range(3)]


def interval(tallies, slot, rounds=1000):
    chance = random.Random(20221201)
    values = []
    for _ in range(rounds):
        sample = [tallies[chance.randrange(len(tallies))] for _ in tallies]
        value = headline(slot, summed(sample, slot))
        if value is not None:
            values.append(value)
    values.sort()
    return (values[int(0.025 * len(values))], values[int(0.975 * len(values))]) if values else (None, None)


def shown(value):
    return "  –  " if value is None else f"{value:5.3f}"


def amount(value):
    return f"{value:g}"


def print_table(tallies):
    print(f"{'slot':18} {'right':>6} {'false':>6} {'missed':>6}   {'P':>5}  {'R':>5}  {'score':>5}   95 % interval")
    for slot in SLOTS:
        counts = summed(tallies, slot)
        precision, recall, _ = f1(counts)
        low, high = interval(tallies, slot)
        print(f"{slot:18} {amount(counts[0]):>6} {amount(counts[1]):>6} {amount(counts[2]):>6}   {shown(precision)}"
              f"  {shown(recall)}  {shown(headline(slot, counts))}   {shown(low)}–{shown(high)}")


GROUP_SLOTS = ["detection", "events", "counts", "speakers", "dates", "ordinals", "cumulative", "breakdowns", "statements"]


def with_interval(tallies, slot):
    """0.957 .89–1.0: the figure and its 95 % interval."""
    value = headline(slot, summed(tallies, slot))
    if value is None:
        return "–"
    low, high = interval(tallies, slot, rounds=300)
    return f"{value:.3f} {low:.2f}–{high:.2f}"


def grouped(gold, tallies, field):
    groups = collections.defaultdict(list)
    for g, t in zip(gold, tallies):
        groups[g[field]].append(t)
    return sorted(groups.items())


def print_groups(title, groups):
    print(f"\n{title:12} {'reports':>7}  " + "  ".join(f"{slot:>15}" for slot in GROUP_SLOTS))
    for name, tallies in groups:
        print(f"{name:12} {len(tallies):>7}  " + "  ".join(f"{with_interval(tallies, s):>15}" for s in GROUP_SLOTS))


def coreference(gold, tallies, readings, reckoning):
    """B-cubed and pairs of the exchanges that the reckoning joined, over aligned events, with the false merges."""
    digests = {r["id"]: r["digest"] for r in readings.values()}
    truth = {f"{digests[g['id']]}#{event}": key for g, t in zip(gold, tallies) if g["id"] in digests
             for event, key in t.coreferent.items()}
    found = {member: exchange["id"] for exchange in reckoning["exchanges"] for member in exchange["members"]}
    events = sorted(e for e in truth if e in found)

    def share(inside, outside):
        total = 0.0
        for e in events:
            cluster = [x for x in events if inside[x] == inside[e]]
            total += sum(outside[x] == outside[e] for x in cluster) / len(cluster)
        return total / len(events) if events else 0.0

    precision, recall = share(found, truth), share(truth, found)
    pairs = [(a, b) for i, a in enumerate(events) for b in events[i + 1:]]
    joined = sum(found[a] == found[b] for a, b in pairs)
    same = sum(truth[a] == truth[b] for a, b in pairs)
    right = sum(found[a] == found[b] and truth[a] == truth[b] for a, b in pairs)
    names = {digests[g["id"]]: g["id"] for g in gold if g["id"] in digests}
    merged = [(f"{names[a.split('#')[0]]} {truth[a]}", f"{names[b.split('#')[0]]} {truth[b]}", found[a]) for a, b in pairs
              if found[a] == found[b] and truth[a] != truth[b]]
    return {"events": len(events), "precision": precision, "recall": recall, "joined": joined, "same": same, "right": right,
            "f1": 2 * precision * recall / max(1e-9, precision + recall), "merged": merged}


def print_coreference(told):
    print(f"\ncoreference over {told['events']} events: B-cubed P {told['precision']:.3f} R {told['recall']:.3f} "
          f"F1 {told['f1']:.3f}; pairs right {told['right']} of {told['joined']} joined and {told['same']} to join; "
          f"false merges {len(told['merged'])}")
    for a, b, exchange in told["merged"]:
        print(f"  merged in {exchange}: {a} with {b}")


def reckoned(readings, reckoning):
    """The readings with the days that the reckoning found for their events."""
    dates = {member: e["date"] for e in reckoning["exchanges"] for member in e["members"]}
    return {name: {**r, "events": [{**e, "date": dates.get(f"{r['digest']}#{e['id']}", e["date"])} for e in r["events"]]}
            for name, r in readings.items()}


# ---- what each part is worth -------------------------------------------------------------------------------

def lists_that_add_up(readings):
    """(lists that are said to be whole and add up, lists that do not)."""
    balances = [b["balance"] for r in readings.values() for e in r["events"] for b in e["breakdowns"]]
    return balances.count("ok"), balances.count("off")


def without(program, part, gold, arguments, folder):
    """Readings and reckoning with one part of the engines left out."""
    reports, readings, reckoning = (pathlib.Path(folder) / n for n in ("reports.jsonl", "out.jsonl", "reckoning.json"))
    reports.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in
                               reports_for_reading(gold, arguments.gold, arguments.published)), encoding="utf-8")
    subprocess.run([program, part, reports, readings, reckoning], check=True)
    return load_readings(readings), json.loads(reckoning.read_text(encoding="utf-8"))


def parts_of_the_engines(gold, arguments):
    """A row for the whole, for each part left out and for each baseline: name and figures by column."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for part in ("nothing", "days", "partitions", "vetoes"):
            readings, reckoning = without(arguments.ablations, part, gold, arguments, folder)
            tallies = [score_report(g, readings.get(g["id"])) for g in gold]
            told = coreference(gold, tallies, readings, reckoning)
            solved = reckoned(readings, reckoning)
            dated = [score_report(g, solved.get(g["id"])) for g in gold]
            days = sum(bool(e["date"]["earliest"]) and e["date"]["earliest"] == e["date"]["latest"]
                       for r in solved.values() for e in r["events"])
            ok, off = lists_that_add_up(readings)
            name = {"nothing": "all of it", "days": "no time solver", "partitions": "no partition solver",
                    "vetoes": "no vetoes"}[part]
            rows.append((name, [headline("counts", summed(tallies, "counts")), headline("dates", summed(dated, "dates")),
                                days, headline("breakdowns", summed(tallies, "breakdowns")), f"{ok} / {off}", told["f1"],
                                len(told["merged"])]))
    for name, read in score_baselines.BASELINES.items():
        readings = {r["id"]: read(r) for r in reports_for_reading(gold, arguments.gold, arguments.published)}
        tallies = [score_report(g, readings[g["id"]]) for g in gold]
        rows.append((name, [headline("counts", summed(tallies, "counts")), headline("dates", summed(tallies, "dates")),
                            sum(len(r["events"]) for r in readings.values()),
                            headline("breakdowns", summed(tallies, "breakdowns")), "–", None, None]))
    return rows


PART_COLUMNS = ["counts", "dates reckoned", "days found", "breakdowns", "lists that add up / not", "B-cubed F1",
                "false merges"]


def cell(value):
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def print_parts(rows):
    print(f"\n{'what it is worth':22}" + "  ".join(f"{c:>23}" for c in PART_COLUMNS))
    for name, values in rows:
        print(f"{name:22}" + "  ".join(f"{cell(v):>23}" for v in values))


def markdown(gold, tallies, told, rows, arguments):
    lines = ["# How well reports are read", "",
             f"The {len(gold)} self-written and annotated reports of `tests/readings/development/`; every figure with its 95 % "
             "interval (bootstrap over reports). Made by", "",
             "    python3 tools/score_readings.py run --nostos build/ci/nostos --ablations "
             "build/ci/tests/readings/readings_without --markdown docs/benchmarks/reading-accuracy.md", "",
             "| slot | right | false | missed | precision | recall | score |", "|---|--:|--:|--:|--:|--:|---|"]
    for slot in SLOTS:
        counts = summed(tallies, slot)
        precision, recall, _ = f1(counts)
        lines.append(f"| {slot} | " + " | ".join(map(amount, counts)) + f" | {cell(precision)} | {cell(recall)} | "
                     f"{with_interval(tallies, slot)} |")
    for title, field in (("language", "lang"), ("conflict", "conflict")):
        lines += ["", f"By {title}:", "", f"| {title} | reports | " + " | ".join(GROUP_SLOTS) + " |",
                  "|---|--:|" + "---|" * len(GROUP_SLOTS)]
        for name, group in grouped(gold, tallies, field):
            lines.append(f"| {name} | {len(group)} | " + " | ".join(with_interval(group, s) for s in GROUP_SLOTS) + " |")
    if told:
        lines += ["", f"Coreference over {told['events']} events: B³ precision {told['precision']:.3f}, recall "
                  f"{told['recall']:.3f}, F1 {told['f1']:.3f}; false merges: {len(told['merged'])}."]
    if rows:
        lines += ["", "What each part is worth, and two baselines that are given the same tables of names:", "",
                  "| | " + " | ".join(PART_COLUMNS) + " |", "|---|" + "--:|" * len(PART_COLUMNS)]
        lines += [f"| {name} | " + " | ".join(map(cell, values)) + " |" for name, values in rows]
        lines += ["", "*Dates reckoned*: the date score after the reckoning has tightened days across reports. *Days found*: "
                  "events with one day. *Lists that add up*: breakdowns whose parts make their whole. The baselines take one "
                  "exchange a report and know no lists, speakers or plans."]
    errors = [f"- {g['id']} ({g['lang']}): {error}" for g, t in zip(gold, tallies) for error in t.errors]
    lines += ["", f"Confident errors: {len(errors)}.", "", *errors]
    return "\n".join(lines).rstrip() + "\n"


def report(gold, readings, arguments):
    tallies = [score_report(g, readings.get(g["id"])) for g in gold]
    absent = [g["id"] for g in gold if g["id"] not in readings]
    print(f"{len(gold)} reports" + (f"; no reading for {', '.join(absent)}" if absent else ""))
    print_table(tallies)
    for title, field in (("by language", "lang"), ("by conflict", "conflict")):
        print_groups(title, grouped(gold, tallies, field))
    print("\nconfident errors")
    for g, t in zip(gold, tallies):
        for error in t.errors:
            print(f"  {g['id']} {g['lang']}  {error}")
    if arguments.missed:
        print("\nmissed")
        for g, t in zip(gold, tallies):
            lost = {slot: amount(t.slots[slot][2]) for slot in SLOTS if t.slots[slot][2]}
            if lost:
                print(f"  {g['id']} {g['lang']}  " + ", ".join(f"{slot} {n}" for slot, n in lost.items()))
    told = None
    if arguments.reckoning:
        told = coreference(gold, tallies, readings,
                           json.loads(pathlib.Path(arguments.reckoning).read_text(encoding="utf-8")))
        print_coreference(told)
    rows = parts_of_the_engines(gold, arguments) if arguments.ablations else []
    if rows:
        print_parts(rows)
    if arguments.markdown:
        arguments.markdown.write_text(markdown(gold, tallies, told, rows, arguments), encoding="utf-8")
    below = []
    for limit in arguments.fail_under:
        slot, _, least = limit.partition("=")
        value = headline(slot, summed(tallies, slot))
        if value is None or value < float(least):
            below.append(f"{slot} {shown(value)} is under {least}")
    for line in below:
        print("FAIL " + line)
    return 1 if below else 0


def load_readings(path):
    text = sys.stdin.read() if path == "-" else pathlib.Path(path).read_text(encoding="utf-8")
    return {r["id"]: r for r in map(json.loads, filter(None, text.splitlines()))}


def run(arguments, gold):
    with tempfile.TemporaryDirectory() as folder:
        reports = pathlib.Path(folder) / "reports.jsonl"
        reports.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in
                                   reports_for_reading(gold, arguments.gold, arguments.published)), encoding="utf-8")
        done = subprocess.run([arguments.nostos, "read", "--format", "jsonl", str(reports)], stdout=subprocess.PIPE,
                              check=False)
        if done.returncode != 0:
            sys.exit(f"score_readings: {arguments.nostos} read ended with {done.returncode}")
        readings = pathlib.Path(folder) / "readings.jsonl"
        readings.write_bytes(done.stdout)
        reckoning = subprocess.run([arguments.nostos, "reckon", "--format", "json", str(readings)], stdout=subprocess.PIPE,
                                   check=False)
        if reckoning.returncode != 0:
            sys.exit(f"score_readings: {arguments.nostos} reckon ended with {reckoning.returncode}")
        arguments.reckoning = pathlib.Path(folder) / "reckoning.json"
        arguments.reckoning.write_bytes(reckoning.stdout)
        return report(gold, load_readings(readings), arguments)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["run", "input", "score"])
    parser.add_argument("readings", nargs="?", help="readings as JSONL, - for standard input (mode score)")
    parser.add_argument("--gold", type=pathlib.Path, default=HERE.parent / "tests" / "readings" / "development")
    parser.add_argument("--nostos", default=str(HERE.parent / "build" / "dev" / "nostos"))
    parser.add_argument("--lang", help="only reports in this language")
    parser.add_argument("--published", choices=["always", "outside", "never"], default="always",
                        help="hand in the day of publication: wherever gold has one, only where the text lacks it, never")
    parser.add_argument("--reckoning", help="output of `nostos reckon --format json` over the same readings")
    parser.add_argument("--ablations", metavar="PROGRAM", help="the program readings_without of the build: measure, too, "
                        "what each part of the engines is worth, and two baselines")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="write the tables as a page, too")
    parser.add_argument("--missed", action="store_true", help="list what was missed, too")
    parser.add_argument("--fail-under", nargs="*", default=[], metavar="SLOT=SCORE")
    arguments = parser.parse_args()
    gold = load_gold(arguments.gold, arguments.lang)
    if arguments.mode == "input":
        for r in reports_for_reading(gold, arguments.gold, arguments.published):
            print(json.dumps(r, ensure_ascii=False))
        return 0
    if arguments.mode == "run":
        return run(arguments, gold)
    if not arguments.readings:
        parser.error("score needs the readings: a file or -")
    return report(gold, load_readings(arguments.readings), arguments)


if __name__ == "__main__":
    sys.exit(main())
