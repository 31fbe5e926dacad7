#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The scorer itself: a perfect reader scores 1, and each kind of mistake is seen."""

import copy
import unittest

import score_readings as s

GOLD = {"id": "t1", "lang": "en", "conflict": "RU-UA", "published": "2024-01-31", "published_basis": "date line",
        "facts": {"events": [{"event_key": "ru-ua-2024-01-31", "status": "completed", "date": "2024-01-31",
                              "returned": [{"side": "UA", "total": 207, "unit": "soldiers", "claimed_by": ["Zelenskyy"],
                                            "breakdown": {"officers": 11}},
                                           {"side": "RU", "total": 195, "unit": "servicemen"}],
                              "ordinal": {"value": 50, "by": "Coordination HQ"}, "mediators": ["UAE"],
                              "cumulative_total": {"side": "UA", "value": 3035},
                              "previous_event": {"event_key": "ru-ua-2024-01-03", "date": "2024-01-03"}}],
                  "statements": [{"speaker": "Zelenskyy", "claim_type": "count", "value": 207}],
                  "losses": [], "corrections": [], "contradictions": [], "allegations": [], "other_figures": []}}


def count(value, op="eq"):
    return {"op": op, "lo": value, "hi": value if op == "eq" else None, "low": value + (op == "gt"),
            "high": value if op == "eq" else None}


def leg(to, value, op="eq", who="Volodymyr Zelenskyy"):
    return {"to": to, "from": None, "count": count(value, op), "population": "military", "polarity": "affirmed",
            "modality": "actual", "speaker": [{"id": None, "name": "DOC"}, {"id": "zelenskyy", "name": who}]}


def day(iso):
    return {"edtf": iso, "earliest": iso, "latest": iso}


def perfect():
    event = {"id": "e1", "type": "exchange", "status": "completed", "role": "main", "date": day("2024-01-31"),
             "legs": [leg("UA", 207), leg("RU", 195)], "ordinals": [{"value": 50, "scope": "war"}],
             "mediators": [{"id": "ARE", "name": "United Arab Emirates"}], "intermediaries": [],
             "breakdowns": [{"parts": [{"label": "officers", "count": count(11), "parts": []}]}],
             "both_sides_total": None, "previous": "e2"}
    claims = [{"type": "running_total", "count": count(3035), "polarity": "affirmed", "to": "UA", "speaker": []},
              {"type": "leg", "count": count(207), "polarity": "affirmed", "to": "UA", "speaker": leg("UA", 1)["speaker"]}]
    return {"id": "t1", "digest": "d", "events": [event], "claims": claims}


class Scorer(unittest.TestCase):
    def value(self, slot, reading, gold=GOLD):
        return s.headline(slot, s.score_report(gold, reading).slots[slot])

    def test_a_perfect_reader_scores_one_in_every_slot(self):
        for slot in s.SLOTS:
            if slot not in ("intermediaries", "both sides total"):  # nothing to find here
                self.assertEqual(self.value(slot, perfect()), 1.0, slot)

    def test_no_reading_scores_nothing(self):
        for slot in ("detection", "events", "counts", "dates", "ordinals", "cumulative", "mediators", "statements"):
            self.assertEqual(self.value(slot, None), 0.0, slot)

    def test_swapped_sides_are_wrong(self):
        reading = perfect()
        reading["events"][0]["legs"] = [leg("RU", 207), leg("UA", 195)]
        self.assertEqual(self.value("counts", reading), 0.0)

    def test_a_wrong_day_is_a_confident_error(self):
        reading = perfect()
        reading["events"][0]["date"] = day("2024-01-30")
        tally = s.score_report(GOLD, reading)
        self.assertEqual(s.headline("dates", tally.slots["dates"]), 0.0)
        self.assertIn("2024-01-30", " ".join(tally.errors))

    def test_a_month_is_half_right(self):
        reading = perfect()
        reading["events"][0]["date"] = {"edtf": "2024-01", "earliest": "2024-01-01", "latest": "2024-01-31"}
        self.assertEqual(self.value("dates", reading), 0.5)

    def test_a_day_without_a_year(self):
        gold = copy.deepcopy(GOLD)
        gold["facts"]["events"][0]["date"] = "01-31"
        reading = perfect()
        reading["events"][0]["date"] = {"edtf": "XXXX-01-31", "earliest": None, "latest": None}
        self.assertEqual(self.value("dates", reading, gold), 1.0)
        reading["events"][0]["date"] = day("2023-01-31")
        self.assertEqual(self.value("dates", reading, gold), 0.0)

    def test_a_day_where_there_is_none_is_a_false_alarm(self):
        gold = copy.deepcopy(GOLD)
        gold["facts"]["events"][0].update(date=None, event_key="ru-ua-x")
        tally = s.score_report(gold, perfect())
        self.assertEqual(s.headline("dates", tally.slots["dates"]), 0.0)
        self.assertTrue(tally.errors)

    def test_a_number_where_gold_has_null_is_a_false_alarm(self):
        gold = copy.deepcopy(GOLD)
        gold["facts"]["events"][0]["returned"][1]["total"] = None
        tally = s.score_report(gold, perfect())
        self.assertEqual(tally.slots["counts"], [1, 1, 0])

    def test_a_hedge_that_is_refined_counts_once(self):
        reading = perfect()
        reading["events"][0]["legs"].append(leg("UA", 200, "gt"))
        self.assertEqual(self.value("counts", reading), 1.0)

    def test_a_hedge_that_contradicts_is_false(self):
        reading = perfect()
        reading["events"][0]["legs"].append(leg("UA", 300, "gt"))
        self.assertLess(self.value("counts", reading), 1.0)

    def test_bodies_are_not_persons(self):
        reading = perfect()
        reading["events"][0]["type"] = "repatriation of bodies"
        self.assertEqual(self.value("detection", reading), 0.0)
        self.assertEqual(self.value("counts", reading), 0.0)

    def test_a_promise_is_not_a_count(self):
        reading = perfect()
        promised = leg("UA", 300)
        promised["modality"] = "planned"
        reading["events"][0]["legs"].append(promised)
        self.assertEqual(self.value("counts", reading), 1.0)

    def test_an_event_gold_names_in_passing_is_neutral(self):
        reading = perfect()
        before = copy.deepcopy(reading["events"][0])
        before.update(id="e2", role="previous", legs=[], date=day("2024-01-03"))
        reading["events"].append(before)
        self.assertEqual(self.value("events", reading), 1.0)

    def test_an_invented_event_is_false(self):
        reading = perfect()
        other = copy.deepcopy(reading["events"][0])
        other.update(id="e3", role="background", legs=[leg("UA", 9)], date=day("2022-05-05"))
        reading["events"].append(other)
        self.assertLess(self.value("events", reading), 1.0)
        self.assertLess(self.value("counts", reading), 1.0)

    def test_the_wrong_speaker_is_seen(self):
        reading = perfect()
        for entry in reading["events"][0]["legs"]:
            entry["speaker"] = [{"id": "lubinets", "name": "Dmytro Lubinets"}]
        self.assertEqual(self.value("speakers", reading), 0.0)

    def test_the_wrong_scope_of_an_ordinal_is_seen(self):
        reading = perfect()
        reading["events"][0]["ordinals"] = [{"value": 50, "scope": "year"}]
        self.assertEqual(self.value("ordinals", reading), 0.0)

    def test_alignment_is_by_date_and_counts_not_by_order(self):
        gold = copy.deepcopy(GOLD)
        earlier = copy.deepcopy(gold["facts"]["events"][0])
        earlier.update(event_key="ru-ua-2024-01-03", date="2024-01-03", role="background",
                       returned=[{"side": "UA", "total": 230, "unit": "persons"}])
        gold["facts"]["events"].append(earlier)
        reading = perfect()
        before = copy.deepcopy(reading["events"][0])
        before.update(id="e2", role="previous", legs=[leg("UA", 230)], date=day("2024-01-03"))
        reading["events"].insert(0, before)
        self.assertEqual(self.value("counts", reading, gold), 1.0)
        self.assertEqual(self.value("dates", reading, gold), 1.0)


if __name__ == "__main__":
    unittest.main()
