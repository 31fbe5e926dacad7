# SPDX-License-Identifier: Apache-2.0
"""What the reckoning explains is told in every language (data/words/reasons.tsv): no sentence is left in English."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOSTOS = os.environ.get("NOSTOS", "")
TOLD = ("why", "verdict", "reason", "proof", "date_proof", "basis", "differences", "assumptions", "asks", "arithmetic", "note")
CODES = {"stated", "derived"}  # a number's basis is a code, not a sentence


def sentences(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from sentences(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner, key)
    elif isinstance(value, str) and key in TOLD and value not in CODES:
        yield value


def english_left(sentence):
    """Words of a report stay as they are; so do ids and file names. Two English words in a row are neither."""
    plain = re.sub(r"«.*?»|\"[^\"]*\"|\([\w: ]+\)|\S*[._/:]\S*", " ", sentence)
    return re.search(r"\b[a-z]{2,} [a-z]{2,}\b", plain)


@unittest.skipUnless(NOSTOS and Path(NOSTOS).exists(), "NOSTOS does not name the built program")
class Reasons(unittest.TestCase):
    def reckoned(self, lang, *files):
        made = subprocess.run([NOSTOS, "reckon", "--format", "json", "--lang", lang, *map(str, files)],
                              capture_output=True, check=False, timeout=100)
        return list(sentences(json.loads(made.stdout)))

    def check(self, *files):
        english = self.reckoned("en", *files)
        self.assertGreater(len(english), 100)
        for lang in ("uk", "ru"):
            for sentence in self.reckoned(lang, *files):
                self.assertIsNone(english_left(sentence), f"{lang}: {sentence}")

    def test_of_the_samples(self):
        self.check(*sorted((ROOT / "samples").glob("*")))

    def test_of_the_development_texts(self):
        folder = ROOT / "tests/readings/development"
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "reports.jsonl"
            with file.open("w", encoding="utf-8") as out:
                for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    text = next(folder.glob(f"texts/{row['id']}*")).read_text(encoding="utf-8")
                    report = {"id": row["id"], "text": text, "lang": row["lang"]}
                    if row.get("published"):
                        report["published"] = row["published"]
                    out.write(json.dumps(report, ensure_ascii=False) + "\n")
            self.check(file)

    def test_of_invented_reports_with_errors(self):
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "reports.jsonl"
            file.write_bytes(subprocess.run(
                [NOSTOS, "synth", "reports", "--count", "1500", "--seed", "9", "--lang", "en,uk,ru", "--errors", "300"],
                capture_output=True, check=True, timeout=60).stdout)
            self.check(file)


if __name__ == "__main__":
    unittest.main()
