# SPDX-License-Identifier: Apache-2.0
"""The samples hang together, and the program reckons from them what their true ledger allows.

tests/house/samples_ledger.tsv is the truth that the invented reports tell in parts (docs/samples.md). A
reckoning may know less than the truth, never something else: every bound must hold the true value.
"""
import csv
import datetime
import json
import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
NOSTOS = os.environ.get("NOSTOS", "")


def rows(path):
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class SamplesTest(unittest.TestCase):
    def test_the_list_names_every_sample_once_with_a_date_that_exists_and_an_address_that_cannot(self):
        listed = rows(SAMPLES / "samples.tsv")
        files = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in {".txt", ".html"})
        self.assertEqual([r["file"] for r in listed], files)
        for row in listed:
            self.assertRegex(row["url"], r"^https://example\.org/")
            if row["published"]:
                datetime.date.fromisoformat(row["published"])

    def test_the_true_ledger_adds_up(self):
        total = None
        previous = ""
        for row in rows(ROOT / "tests/house/samples_ledger.tsv"):
            self.assertGreater(row["date"], previous, row)
            previous = row["date"]
            if row["state"] != "completed" or not row["to_norland"]:
                continue
            if row["total_after"] and total is not None:
                self.assertEqual(int(row["total_after"]), total + int(row["to_norland"]), row)
            if row["total_after"]:
                total = int(row["total_after"])
        self.assertEqual(total, 2090)

    def test_weekdays_in_the_samples_are_right_but_for_the_one_that_is_meant_to_be_wrong(self):
        names = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
        months = "January February March April May June July August September October November December".split()
        wrong = []
        for row in rows(SAMPLES / "samples.tsv"):
            text = (SAMPLES / row["file"]).read_text(encoding="utf-8")
            for weekday, day, month, year in re.findall(rf"({names}), (\d+) ({'|'.join(months)})(?: (\d{{4}}))?", text):
                date = datetime.date(int(year or row["published"][:4]), months.index(month) + 1, int(day))
                if date.strftime("%A") != weekday:
                    wrong.append((row["file"][:2], weekday, str(date)))
        self.assertEqual(wrong, [("09", "Tuesday", "2018-02-21")])


def as_jsonl(languages=("en",)):
    lines = []
    for row in rows(SAMPLES / "samples.tsv"):
        told = re.match(r"\d+-(uk|ru)-", row["file"])
        if (told.group(1) if told else "en") not in languages:
            continue
        body = (SAMPLES / row["file"]).read_text(encoding="utf-8")
        line = {"id": row["file"][:2], "html" if row["file"].endswith(".html") else "text": body, "url": row["url"]}
        line.update({k: row[k] for k in ["outlet", "published"] if row[k]})
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def nostos(command, answer, given):
    told = subprocess.run([NOSTOS, command, "--format", answer, "-"], input=given, capture_output=True, text=True,
                          timeout=60, check=False)
    if told.returncode != 0:
        raise AssertionError(f"nostos {command} exits with {told.returncode}: {told.stderr}")
    return told.stdout


BUILT = unittest.skipUnless(NOSTOS and Path(NOSTOS).exists(), "NOSTOS does not name the built program")


@BUILT
class ReadingTheSamples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.readings = {r["id"]: r for r in map(json.loads, nostos("read", "jsonl", as_jsonl()).splitlines())}

    def events(self, report, **wanted):
        return [e for e in self.readings[report]["events"] if all(e[k] == v for k, v in wanted.items())]

    def counts(self, report, to):
        """(lo, hi) of every leg to a side that is told as done, in the report's main events."""
        return {(leg["count"]["lo"], leg["count"]["op"]) for e in self.events(report, role="main")
                for leg in e["legs"] if leg["to"] == to and leg["count"]["lo"] is not None}

    def test_another_fifty_and_some_fifty_are_one_count_of_one_leg(self):
        self.assertLessEqual({lo for lo, _ in self.counts("01", "SDR")}, {50})
        self.assertNotIn(50, {lo for lo, _ in self.counts("01", "NRD")})

    def test_the_nested_list_is_185_people_and_not_206(self):
        self.assertIn((185, "eq"), self.counts("04", "NRD"))
        services = [b for e in self.events("04", role="main") for b in e["breakdowns"]
                    if b["dimension"] == "service" and any(p["count"] and p["count"]["lo"] == 110 for p in b["parts"])]
        self.assertEqual([b["balance"] for b in services], ["ok"])

    def test_a_running_total_is_not_a_count_of_the_exchange(self):
        for report, total in [("04", 1412), ("07", 1555), ("08", 1630), ("11", 1790), ("13", 2090)]:
            with self.subTest(report):
                totals = [c["count"]["lo"] for e in self.readings[report]["events"] for c in e["cumulative"]]
                self.assertIn(total, totals)
                self.assertNotIn(total, {lo for lo, _ in self.counts(report, "NRD")})

    def test_a_planned_exchange_that_failed_is_no_completed_one(self):
        told = [e for e in self.readings["05"]["events"] if e["role"] == "main"]
        self.assertTrue(told)
        self.assertFalse([e for e in told if e["status"] == "completed"], told)

    def test_bodies_are_not_people(self):
        bodies = self.events("14", type="repatriation of bodies")
        self.assertIn(212, {leg["count"]["lo"] for e in bodies for leg in e["legs"]})
        for event in self.readings["14"]["events"]:
            if event["type"] == "exchange":
                self.assertNotIn(212, {leg["count"]["lo"] for leg in event["legs"]})

    def test_the_correction_keeps_its_number_and_withdraws_the_predicate(self):
        claims = self.readings["10"]["claims"]
        self.assertTrue([c for c in claims if c["type"] == "correction"])
        held = [c for c in claims if c["type"] == "held" and c["count"] and c["count"]["lo"] == 640]
        self.assertEqual({c["state"] for c in held}, {"retracted"})

    def test_every_date_bound_holds_the_true_day(self):
        truth = {"01": "2017-09-20", "02": "2017-09-27", "04": "2018-01-12", "06": "2018-02-07", "07": "2018-02-07",
                 "08": "2018-02-21", "09": "2018-02-21", "11": "2018-04-18", "12": "2018-06-08"}
        for report, day in truth.items():
            with self.subTest(report):
                main = [e["date"] for e in self.events(report, role="main") if e["type"] == "exchange"]
                self.assertTrue(any((d["earliest"] or "0") <= day <= (d["latest"] or "9") for d in main), main)


@BUILT
class ReckoningTheSamples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        readings = nostos("read", "jsonl", as_jsonl())
        cls.reports = {r["digest"]: r["id"] for r in map(json.loads, readings.splitlines())}
        cls.reckoning = json.loads(nostos("reckon", "json", readings))

    def exchange_on(self, day):
        found = [x for x in self.reckoning["exchanges"] if x["type"] == "exchange"
                 and x["date"]["earliest"] == day == x["date"]["latest"]]
        self.assertTrue(found, f"no exchange on {day}")
        return found

    def test_every_exchange_with_a_stated_day_is_there_and_its_bounds_hold_the_true_counts(self):
        for row in rows(ROOT / "tests/house/samples_ledger.tsv"):
            if row["date"] in {"2017-11-30", "2018-02-07", "2018-02-21", "2018-04-18", "2018-06-08", "2018-06-10"}:
                for side, column in [("NRD", "to_norland"), ("SDR", "to_sudria")]:
                    with self.subTest(row["date"] + " to " + side):
                        legs = [leg["count"] for x in self.exchange_on(row["date"]) for leg in x["legs"]
                                if leg["to"] == side and leg["count"]["low"] is not None]
                        for count in legs:
                            self.assertLessEqual(count["low"], int(row[column]))
                            if count["high"] is not None:
                                self.assertGreaterEqual(count["high"], int(row[column]))

    def test_the_sides_disagree_on_7_february_and_neither_is_chosen(self):
        legs = [leg["count"] for x in self.exchange_on("2018-02-07") for leg in x["legs"] if leg["to"] == "NRD"]
        self.assertIn((140, None, 143, True), {(c["low"], c["best"], c["high"], c["conflict"]) for c in legs})

    def test_norlands_running_total_is_followed_and_the_gap_of_65_is_found(self):
        links = [link for chain in self.reckoning["chains"] if chain["side"] == "NRD" for link in chain["links"]]
        self.assertEqual([t for t in [link["total_after"] for link in links] if t in {1412, 1555, 1630, 1790}],
                         [1412, 1555, 1630, 1790])
        self.assertIn(65, [link["gap"] for link in links])

    def test_two_wednesdays_with_fifty_each_are_not_merged(self):
        for exchange in self.reckoning["exchanges"]:
            reports = {self.reports[m.split("#")[0]] for m in exchange["members"]}
            self.assertFalse({"01", "02"} <= reports, exchange["id"])
        edges = [e for e in self.reckoning["edges"]
                 if {self.reports[e["a"].split("#")[0]], self.reports[e["b"].split("#")[0]]} == {"01", "02"}]
        self.assertIn("undetermined", {e["judgement"] for e in edges})

    def test_what_does_not_add_up_is_found(self):
        audits = {f["audit"] for f in self.reckoning["findings"]}
        for audit in ["weekday", "side_conflict", "gap", "correction"]:
            with self.subTest(audit):
                self.assertTrue(audit in audits or (audit == "gap" and "chain" in audits), audits)

    # Sample 13 tells its three stages in one list, which is not read yet (tests/readings/gaps.md).
    @unittest.expectedFailure
    def test_three_stages_that_do_not_make_their_sum_are_found(self):
        self.assertIn("sum", {f["audit"] for f in self.reckoning["findings"]})

    def test_the_undated_report_lies_between_its_neighbours(self):
        found = [x for x in self.reckoning["exchanges"]
                 if any(o["value"]["best"] == 13 for o in x["ordinals"])]
        self.assertEqual(len(found), 1)
        date = found[0]["date"]
        self.assertGreater(date["earliest"], "2017-11-29")
        self.assertLess(date["latest"], "2018-02-08")
        self.assertTrue(found[0]["date_proof"])


if __name__ == "__main__":
    unittest.main()
