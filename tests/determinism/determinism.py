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
RUNS = 20
LOCALES = ["C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "ru_RU.KOI8-R", "fa_IR", "no_such_locale"]


class Readings:
    def __init__(self, nostos, folder):
        self.nostos = nostos
        self.folder = folder
        self.failed = 0

    def read(self, arguments, environment=None, form="jsonl"):
        done = subprocess.run([self.nostos, "read", "--format", form, "--with-text", *arguments], cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              env={**os.environ, **(environment or {})})
        if done.returncode != 0 or done.stderr:
            sys.exit(f"reading failed: {done.stderr.decode()}")
        return done.stdout

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
        runs = {readings.read(["all.jsonl"]) for _ in range(RUNS)}
        readings.same(f"{RUNS} runs", {lines}, runs)
        print(f"{readings.failed} failed")
        return 1 if readings.failed else 0


if __name__ == "__main__":
    sys.exit(main())
