#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A corpus that is spread over processes gives the same bytes as one that is not: splitting.py NOSTOS

`nostos read` is a filter on lines: whatever engine cuts the corpus at line ends, pipes each part through a process of its
own and puts the answers together in the order of the parts, gets what one process would have written. The parts are cut
here at random, empty ones among them, as an engine does that knows nothing of the lines. GNU parallel is tried where it
is installed. The commands of docs/guides/many-processes.md are run by the test of the documents.
"""

import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

READ = ["read", "--format", "jsonl", "--input", "jsonl", "--threads", "1", "-"]
CORPUS = ["synth", "reports", "--count", "3000", "--exchanges", "60", "--errors", "30", "--lang", "en,uk,ru"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    nostos = pathlib.Path(sys.argv[1]).resolve()
    failed = 0

    def piped(arguments, lines=()):
        done = subprocess.run([nostos, *arguments], input=b"".join(lines), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        if done.returncode != 0 or done.stderr:
            sys.exit(f"{arguments[0]} failed: {done.stderr.decode()}")
        return done.stdout

    def same(what, expected, found):
        nonlocal failed
        failed += expected != found
        print(("ok    " if expected == found else "FAIL  ") + what)

    lines = piped(CORPUS).splitlines(keepends=True)
    whole = piped(READ, lines)
    if whole.count(b"\n") != len(lines):
        sys.exit("the readings are not all there")
    for seed in range(6):
        chance = random.Random(seed)
        cuts = sorted(chance.randrange(len(lines) + 1) for _ in range(chance.randrange(1, 12)))
        cuts += cuts[:1] * 2  # empty parts
        parts = [lines[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(lines)])]
        with ThreadPoolExecutor(2) as processes:
            answers = list(processes.map(lambda part: piped(READ, part), parts))
        same(f"{len(parts)} processes", whole, b"".join(answers))
    reckon = ["reckon", "--format", "json", "-"]
    same("reckoned from readings of many processes", piped(reckon, lines), piped(reckon, [whole]))
    if shutil.which("parallel"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "reports.jsonl"
            path.write_bytes(b"".join(lines))
            done = subprocess.run(["parallel", "--will-cite", "--pipepart", "-a", str(path), "--block", "100k", "-k",
                                   str(nostos), *READ], stdout=subprocess.PIPE, check=True)
            same("GNU parallel", whole, done.stdout)
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
