# SPDX-License-Identifier: Apache-2.0
"""Two simple readers to measure `nostos read` against, in the form of its readings.

regex_only      what patterns alone find: a figure before a word for people in a sentence with a word for return or
                release; the side from a party named before the people or behind "to", else the one named nearest in the
                sentence, else the first of the text; the first full date of the text
nearest_number  the figure, dates left out, nearest to each word for exchange, return or release; the party nearest to
                it

Both are given what is easy to give: all forms of the parties' names from the tables of the reading packs, months,
weekdays, words for people and for coming home, and the day of publication. They know no clauses, speakers, plans,
previous exchanges, parts or totals.
"""
import re
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data/languages"
WORDS = {
    "en": {
        "people": r"soldiers?|servicemen|service personnel|service members|troops|fighters|defenders|prisoners(?: of war)?|"
                  r"pows?|captives|detainees|people|persons|men|civilians|hostages|citizens|military personnel",
        "home": r"return\w*|released?|freed|brought (?:back|home)|came home|come home|home|handed over|swap\w*|exchang\w*|"
                r"repatriat\w*|received|got back|liberated",
        "trigger": r"exchange[ds]?|exchanging|swap(?:ped|s)?|released?|freed|return(?:ed|s)?|repatriated",
        "months": "january february march april may june july august september october november december",
        "to": r"to|into"},
    "uk": {
        "people": r"військов\w*|військовополонен\w*|полонен\w*|солдат\w*|захисник\w*|оборонц\w*|бійц\w*|людей|людини|"
                  r"ос[оі]б\w*|цивільн\w*|громадян\w*|воїн\w*|заручник\w*",
        "home": r"поверн\w*|звільн\w*|обмін\w*|обмен\w*|додому|вдома|визвол\w*|переда\w*|отрима\w*",
        "trigger": r"обмін\w*|поверн\w*|звільн\w*|визвол\w*",
        "months": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "to": r"до|в|у"},
    "ru": {
        "people": r"военнослужащ\w*|военнопленн\w*|пленн\w*|солдат\w*|военн\w*|защитник\w*|бойц\w*|человек\w*|людей|"
                  r"гражданск\w*|граждан\w*|заложник\w*",
        "home": r"верн\w*|возвра\w*|освобо\w*|обмен\w*|домой|дома|переда\w*|получ\w*",
        "trigger": r"обмен\w*|верн\w*|возвра\w*|освобо\w*",
        "months": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "to": r"в|во"}}
FIGURE = re.compile(r"(?<![\w.,:])(\d{1,3}(?:[,  \u202f]\d{3})+|\d{1,5})(?![\w:]|[.,]\d)")
STEM = 6  # of a name, in languages with cases


def names_of(lang):
    """(regular expression, party) for each name, adjective and people of the parties."""
    found = []
    for line in (DATA / lang / "names.tsv").read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if row[0] != "SIDE" or len(row) < 4:
            continue
        for name in row[3].split("|"):
            word = re.sub(r"(/[A-Z]+|:[a-z,]+)", "", name).strip()
            if " " in word or not word:
                continue
            stem = word if lang == "en" else word[:max(STEM, len(word) - 3)]
            found.append((re.compile(rf"(?<!\w){re.escape(stem)}\w*", re.IGNORECASE), row[1]))
    return found


def dates_of(text, words, published):
    """Every day of the text as (place, date); without a year it is the last such day before publication."""
    months = words["months"].split()
    month = "|".join(months)
    for match in re.finditer(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({month})\b,?\s*((?:19|20)\d\d)?"
                             rf"|\b({month}) (\d{{1,2}})(?:st|nd|rd|th)?\b,?\s*((?:19|20)\d\d)?", text, re.IGNORECASE):
        day, name, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        try:
            if year:
                yield match.start(), date(int(year), months.index(name.lower()) + 1, int(day))
            elif published:
                found = date(published.year, months.index(name.lower()) + 1, int(day))
                late = found > published + timedelta(1)
                yield match.start(), found.replace(year=published.year - 1) if late else found
        except ValueError:
            continue


def sentences_of(text):
    start = 0
    for match in re.finditer(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁІЇЄҐ\"«“])|\n+", text):
        yield start, text[start:match.start()]
        start = match.end()
    yield start, text[start:]


def parties_of(text, names):
    """Every party as (place, party)."""
    return sorted((m.start(), party) for name, party in names for m in name.finditer(text))


def figure(text):
    return int(re.sub(r"\D", "", text))


def reading(report, legs, day):
    """The reading of a report that tells of one exchange on `day` with these (party, count)."""
    event = {"id": "e1", "status": "completed", "role": "main", "type": "exchange", "ordinals": [], "mediators": [],
             "intermediaries": [], "breakdowns": [], "both_sides_total": None, "previous": None,
             "date": {"edtf": day.isoformat() if day else None, "earliest": day.isoformat() if day else None,
                      "latest": day.isoformat() if day else None},
             "legs": [{"to": side, "population": "persons", "speaker": [], "modality": "actual", "polarity": "affirmed",
                       "count": {"op": "eq", "lo": n, "hi": None, "low": n, "high": n}} for side, n in legs or []]}
    return {"id": report["id"], "digest": report["id"], "events": [event] if legs is not None else [], "claims": []}


def regex_only(report):
    if report["lang"] not in WORDS:
        return reading(report, None, None)
    words, names = WORDS[report["lang"]], names_of(report["lang"])
    text = report["text"]
    published = date.fromisoformat(report["published"]) if report.get("published") else None
    legs, seen = [], False
    first = next((party for _, party in parties_of(text, names)), None)
    for _, sentence in sentences_of(text):
        if not re.search(rf"\b(?:{words['home']})\b", sentence, re.IGNORECASE):
            continue
        for match in re.finditer(rf"{FIGURE.pattern}\s+((?:[\w’'-]+\s+){{0,3}}?)(?:{words['people']})\b(.{{0,60}})", sentence,
                                 re.IGNORECASE):
            seen = True
            before = next((party for name, party in names if name.search(match[2])), None)
            behind = re.search(rf"\b(?:{words['to']})\s+(\S+)", match[3], re.IGNORECASE)
            to = next((party for name, party in names if behind and name.match(behind[1])), None)
            near = sorted((abs(place - match.start()), party) for place, party in parties_of(sentence, names))
            side = to or before or (near[0][1] if near else first)
            if side:
                legs.append((side, figure(match[1])))
    days = list(dates_of(text, words, published))
    return reading(report, sorted(set(legs)) if seen else None, days[0][1] if days else published)


def nearest_number(report):
    if report["lang"] not in WORDS:
        return reading(report, None, None)
    words, names = WORDS[report["lang"]], names_of(report["lang"])
    text = report["text"]
    published = date.fromisoformat(report["published"]) if report.get("published") else None
    legs, found = set(), None
    for start, sentence in sentences_of(text):
        triggers = list(re.finditer(rf"\b(?:{words['trigger']})\b", sentence, re.IGNORECASE))
        months = "|".join(words["months"].split())
        of_dates = [m.span() for m in re.finditer(rf"\b\d{{1,2}}\w* (?:{months})\b|\b(?:{months}) \d{{1,2}}\b", sentence,
                                                  re.IGNORECASE)]
        figures = [m for m in FIGURE.finditer(sentence) if not 1900 <= figure(m[1]) <= 2100
                   and not any(a <= m.start() < b for a, b in of_dates)]
        if triggers and found is None:
            found = start + triggers[0].start()
        for trigger in triggers if figures else []:
            nearest = min(figures, key=lambda m: abs(m.start() - trigger.start()))
            parties = [(abs(place - nearest.start()), party) for place, party in parties_of(sentence, names)]
            parties = parties or parties_of(text, names)
            if parties:
                legs.add((min(parties)[1], figure(nearest[1])))
    days = list(dates_of(text, words, published))
    day = min(days, key=lambda d: abs(d[0] - found))[1] if days and found is not None else published
    return reading(report, sorted(legs) if found is not None else None, day)


BASELINES = {"regex only": regex_only, "nearest number": nearest_number}
