#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same report gives the same bytes: determinism.py NOSTOS

Whatever the number of threads, the order of the files, the locale, the time zone, the folder it is read from and how
often it is read. Reports are the development readings, as text, as pages and as JSONL.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

TEXTS = pathlib.Path(__file__).resolve().parent.parent / "readings" / "development" / "texts"
RUNS = 100
LOCALES = ["C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "ru_RU.KOI8-R", "fa_IR", "no_such_locale"]


class Readings:
    def __init__(self, nostos, folder):
        self.nostos = nostos
        self.folder = folder
        self.failed = 0

    def run(self, arguments, environment=None):
        done = subprocess.run([self.nostos, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              env={**os.environ, **(environment or {})})
        if done.returncode != 0 or done.stderr:
            sys.exit(f"{arguments[0]} failed: {done.stderr.decode()}")
        return done.stdout

    def read(self, arguments, environment=None, form="jsonl"):
        return self.run(["read", "--format", form, "--with-text", *arguments], environment)

    def reckon(self, arguments, environment=None, form="json"):
        return self.run(["reckon", "--format", form, *arguments], environment)

    def same(self, what, expected, found):
        if expected != found:
            self.failed += 1
        print(("ok    " if expected == found else "FAIL  ") + what)


def write_reports(folder):
    """Every text as a file, as a page, and all of them as lines. Returns the files."""
    files = []
    with open(folder / "all.jsonl", "w", encoding="utf-8") as lines:
        for text in sorted(TEXTS.glob("*.txt")):
            content = text.read_text(encoding="utf-8")
            (folder / text.name).write_text(content, encoding="utf-8")
            page = "<html><body><nav><a href=/>Home</a></nav><article><h1>" + content.replace("&", "&amp;").replace(
                "<", "&lt;").replace("\n", "</p>\n<p>") + "</article></body></html>"
            (folder / (text.stem + ".html")).write_text(page, encoding="utf-8")
            files += [text.name, text.stem + ".html"]
            # Many lines, so that several batches are under way at once.
            for copy in range(60):
                lines.write(json.dumps({"id": f"{text.stem}-{copy}", "text": content + f"\n\nCopy {copy}."}) + "\n")
    return files


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def write(path, lines):
    path.write_text("".join(lines), encoding="utf-8")


def check_reckoning(readings, folder):
    """The ledger of exchanges does not know in which order, on how many threads or where its reports came."""
    (folder / "invented.jsonl").write_bytes(
        readings.run(["synth", "reports", "--count", "1200", "--exchanges", "40", "--errors", "50", "--lang", "en,uk,ru"]))
    lines = lines_of(folder / "invented.jsonl")
    for form in ("json", "text"):
        alone = readings.reckon(["--threads", "1", "invented.jsonl"], form=form)
        if len(alone) < 10000:
            sys.exit("the reckoning is not all there")
        for threads in (2, 5, 8):
            found = readings.reckon(["--threads", str(threads), "invented.jsonl"], form=form)
            readings.same(f"reckoned as {form}, {threads} threads", alone, found)
        for seed in range(5):
            random.Random(seed).shuffle(lines)
            half = random.Random(seed).randrange(len(lines))
            write(folder / "one.jsonl", lines[:half])
            write(folder / "two.jsonl", lines[half:])
            readings.same(f"reckoned as {form}, order of reports {seed}", alone,
                          readings.reckon(["two.jsonl", "one.jsonl"], form=form))
        for locale in LOCALES:
            zone = {"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale[:2], "TZ": "Pacific/Kiritimati"}
            readings.same(f"reckoned as {form}, locale {locale}", alone,
                          readings.reckon(["invented.jsonl"], zone, form=form))
    write(folder / "some.jsonl", sorted(lines)[:150])
    runs = {readings.reckon(["some.jsonl"]) for _ in range(RUNS)}
    readings.same(f"reckoned, {RUNS} runs", {readings.reckon(["--threads", "1", "some.jsonl"])}, runs)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    nostos = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = write_reports(folder)
        readings = Readings(nostos, folder)
        alone = ["--threads", "1"]
        lines = readings.read(alone + ["all.jsonl"])
        if lines.count(b"\n") != 60 * len(files) // 2 or b'"id"' not in lines:
            sys.exit("the readings are not all there")
        for threads in range(2, 9):
            readings.same(f"{threads} threads", lines, readings.read(["--threads", str(threads), "all.jsonl"]))
        as_files = readings.read(alone + files)
        by_file = dict(zip(files, as_files.splitlines()))
        for seed in range(3):
            order = files[:]
            random.Random(seed).shuffle(order)
            found = dict(zip(order, readings.read(order).splitlines()))
            readings.same(f"order of files {seed}", by_file, found)
        for locale in LOCALES:
            zone = {"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale[:2], "TZ": "Asia/Kathmandu"}
            readings.same(f"locale {locale}", as_files, readings.read(files, zone))
        for form in ("text", "json"):
            expected = readings.read(alone + files, form=form)
            readings.same(f"format {form}, 8 threads", expected, readings.read(["--threads", "8"] + files, form=form))
        few = lines_of(folder / "all.jsonl")[::10]
        write(folder / "few.jsonl", few)
        runs = {readings.read(["few.jsonl"]) for _ in range(RUNS)}
        readings.same(f"{RUNS} runs", {readings.read(alone + ["few.jsonl"])}, runs)
        check_reckoning(readings, folder)
        print(f"{readings.failed} failed")
        return 1 if readings.failed else 0


if __name__ == "__main__":
    sys.exit(main())
