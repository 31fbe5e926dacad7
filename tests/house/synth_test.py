# SPDX-License-Identifier: Apache-2.0
"""Invented reports measure the reader only as long as it has not learned from their sentences."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOSTOS = os.environ.get("NOSTOS", "")


def words(sentence):
    """The sentence without its figures, case and punctuation."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"\{[^}]*\}", " ", sentence).lower()))


def examples():
    for path in sorted((ROOT / "data/languages").glob("*/*.txt")):
        for sentence in re.findall(r'^\s*(?:yes|no)\s+"(.*?)"', path.read_text(encoding="utf-8"), re.MULTILINE):
            yield words(sentence)


class Phrases(unittest.TestCase):
    def test_no_phrase_is_an_example_of_a_reading_rule(self):
        known = set(examples())
        self.assertGreater(len(known), 100)
        for table in sorted((ROOT / "data/synth").glob("*/phrases.tsv")):
            for row in table.read_text(encoding="utf-8").splitlines():
                key, _, sentence = row.partition("\t")
                if row.startswith("#") or len(words(sentence).split()) < 4:
                    continue
                with self.subTest(f"{table.parent.name}: {key}"):
                    self.assertNotIn(words(sentence), known)


@unittest.skipUnless(NOSTOS and Path(NOSTOS).exists(), "NOSTOS does not name the built program")
class Corpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            truth = Path(folder) / "truth.jsonl"
            made = [subprocess.run([NOSTOS, "synth", "reports", "--count", "400", "--exchanges", "40", "--errors", "100",
                                    "--truth", str(truth)], capture_output=True, check=True, timeout=60).stdout
                    for _ in range(2)]
            cls.made = made
            cls.truth = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
        cls.reports = [json.loads(line) for line in made[0].splitlines()]

    def test_the_same_options_give_the_same_bytes(self):
        self.assertEqual(self.made[0], self.made[1])

    def test_every_report_has_its_truth_beside_it(self):
        told = {t["report"]: t for t in self.truth if "report" in t}
        self.assertEqual({r["id"] for r in self.reports}, set(told))
        self.assertEqual(sum("exchange" in t for t in self.truth), 40)
        self.assertTrue([t for t in told.values() if t["injected"] != "none"])
        for t in told.values():
            self.assertEqual(t["injected"] == "none", t["audits"] == "")

    def test_the_same_ledger_is_told_in_every_language(self):
        with tempfile.TemporaryDirectory() as folder:
            truth = Path(folder) / "truth.jsonl"
            lines = subprocess.run([NOSTOS, "synth", "reports", "--count", "300", "--lang", "en,uk,ru", "--truth", str(truth)],
                                   capture_output=True, check=True, timeout=60).stdout.splitlines()
            ledger = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if '"exchange"' in line]
        self.assertEqual(ledger[:40], [t for t in self.truth if "exchange" in t][:40])
        by_lang = {}
        for report in map(json.loads, lines):
            by_lang.setdefault(report["lang"], []).append(report["text"])
            self.assertNotRegex(report["text"], r"[{}|]")
        self.assertEqual(set(by_lang), {"en", "uk", "ru"})
        self.assertTrue(all("Норланд" in text for lang in ("uk", "ru") for text in by_lang[lang]))


if __name__ == "__main__":
    unittest.main()
