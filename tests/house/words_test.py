# SPDX-License-Identifier: Apache-2.0
"""The words of pages of plain text (data/words) are there in every language, all of them, and in its own letters."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = re.compile(r"(form|ordinal)(\.|$)")  # how figures are written is each language's own affair


def table(lang):
    rows = {}
    for line in (ROOT / f"data/words/{lang}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, *words = line.split("\t")
            if key in rows:
                raise AssertionError(f"{lang}: {key} stands twice")
            rows[key] = words
    return rows


def names_in(words):
    return sorted(set(re.findall(r"\{(\w+)\}", " ".join(words))))


class Words(unittest.TestCase):
    def setUp(self):
        self.tables = {lang: table(lang) for lang in ("en", "uk", "ru")}

    def test_every_language_has_the_same_keys_and_names(self):
        english = {k: w for k, w in self.tables["en"].items() if not RULES.match(k)}
        self.assertGreater(len(english), 200)
        for lang in ("uk", "ru"):
            other = {k: w for k, w in self.tables[lang].items() if not RULES.match(k)}
            self.assertEqual(set(english), set(other), lang)
            for key, words in english.items():
                if key != "date.day":
                    self.assertEqual(names_in(words), names_in(other[key]), f"{lang} {key}")
                self.assertTrue(all(other[key]), f"{lang} {key} is empty")

    def test_what_has_forms_has_as_many_as_the_language_needs(self):
        for lang, rows in self.tables.items():
            needed = max(int(rows[k][0]) for k in rows if RULES.match(k) and k.startswith("form"))
            for key in (k for k, words in self.tables["en"].items() if len(words) > 1):
                self.assertEqual(len(rows[key]), needed, f"{lang} {key}")

    def test_no_english_is_left_in_other_languages(self):
        for lang in ("uk", "ru"):
            for key, words in self.tables[lang].items():
                if key == "run.lang":  # the language's own code, for whoever reads the page aloud
                    continue
                # Names to fill in and options of a command are written alike in every language.
                plain = re.sub(r"\{\w+\}|--[a-z-]+|\.html?\b", "", " ".join(words))
                self.assertNotRegex(plain, r"[A-Za-z]{2}", f"{lang} {key}")
                if lang == "uk":
                    self.assertNotRegex(" ".join(words), r"[ыэъё]", key)
                else:
                    self.assertNotRegex(" ".join(words), r"[іїєґ]", key)

    def test_the_program_uses_no_key_that_is_not_there(self):
        used = set()
        for source in ("reading_in_words", "reckoning_in_words", "plain_words"):
            text = (ROOT / f"src/cli/{source}.cpp").read_text(encoding="utf-8")
            used |= set(re.findall(r'"((?:read|count|date|reckon|copy)\.[a-z_]+)"', text))
        self.assertGreater(len(used), 60)
        self.assertEqual(used - set(self.tables["en"]), set())

    def test_every_name_that_the_domain_gives_has_its_word(self):
        for source, group, array in (("reading", "type", "kTypes"), ("reading", "status", "kStatuses"),
                                     ("claim", "claim", "kTypes"), ("claim", "modality", "kModalities")):
            text = (ROOT / f"src/domain/{source}.cpp").read_text(encoding="utf-8")
            names = re.findall(r'"([a-z_ ]+)"', re.search(rf"{array} = \{{(.*?)\}};", text, re.S)[1])
            for name in names:
                key = f"{group}.{name.replace(' ', '_')}"
                self.assertIn(key, self.tables["uk"], source)
        audits = (ROOT / "src/reckoning/audits/audit_book.cpp").read_text(encoding="utf-8")
        listed = re.findall(r'\{"([a-z_]+)",\s*"([^"]+)"\}', audits)
        self.assertGreater(len(listed), 20)
        for audit, asks in listed:
            self.assertEqual(self.tables["en"][f"asks.{audit}"], [asks])
            self.assertIn(f"audit.{audit}", self.tables["uk"])

    def test_every_reason_for_a_person_has_its_words_in_text_and_on_the_pages(self):
        given = set()
        for folder in ("names", "finding"):
            for source in (ROOT / "src" / folder).glob("*.cpp"):
                given |= set(re.findall(r'"((?:names|name)\.[a-z_]+)"', source.read_text(encoding="utf-8")))
        search = (ROOT / "src/finding/search.cpp").read_text(encoding="utf-8")
        levels = set()
        for array in re.findall(r"k\w+LevelStep = \{(.*?)\};", search, re.S):
            levels |= set(re.findall(r'"([a-z_]+)"', array))
        kinds = re.search(r"kNames = \{(.*?)\};", (ROOT / "src/domain/source_record.cpp").read_text(encoding="utf-8"), re.S)
        wanted = {f"step.{key}" if key.startswith("name.") else key for key in given} | {f"step_level.{level}" for level in levels}
        wanted |= {f"field.{kind}" for kind in re.findall(r'"([a-z_]+)"', kinds[1])}
        self.assertGreater(len(wanted), 45)
        self.assertEqual(wanted - set(self.tables["en"]), set())
        pages = (ROOT / "web/src/i18n/en.ts").read_text(encoding="utf-8")
        on_pages = {f"step.{key}" if key.startswith("names.") else key for key in wanted}
        self.assertEqual({key for key in on_pages if f'"{key}":' not in pages}, set())


if __name__ == "__main__":
    unittest.main()
