#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What happens when what is handed in cannot be read: bad_input.py NOSTOS

Each row of the table is files, a command line, the exit code, pieces that the messages must hold, and how many
readings must come out all the same: nothing that could be read is lost because of what could not.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

GOOD = "Two states exchanged prisoners on Monday. Fifty soldiers came home.\n"
GOOD_LINE = json.dumps({"id": "good", "text": GOOD}) + "\n"
CYRILLIC = "Обмен пленными прошёл в понедельник, домой вернулись пятьдесят военных.\n"

# name, files, arguments after `read`, exit code, pieces of the messages, readings that come out
CASES = [
    ("Windows-1251 is named with the byte, the line and the command that converts it",
     {"a.txt": ("Report\n" + CYRILLIC).encode("cp1251")}, ["a.txt"], 1,
     ["a.txt: not UTF-8 at byte 8 (line 2)", "Windows-1251", "iconv -f CP1251 -t UTF-8 a.txt"], 0),
    ("KOI8 is named", {"a.txt": CYRILLIC.replace("ё", "е").encode("koi8-r")}, ["a.txt"], 1, ["KOI8", "iconv"], 0),
    ("Windows-1252 is named", {"a.txt": "They met in a café on the border line.\n".encode("cp1252")}, ["a.txt"], 1,
     ["byte 18 (line 1)", "CP1252"], 0),
    ("UTF-16 is named", {"a.txt": GOOD.encode("utf-16")}, ["a.txt"], 1, ["UTF-16LE", "iconv -f UTF-16LE"], 0),
    ("UTF-16 without a mark is named", {"a.txt": GOOD.encode("utf-16-be")}, ["a.txt"], 1, ["UTF-16BE"], 0),
    ("a page's declared charset is what it is converted from",
     {"a.html": b"<html><head><meta charset=windows-1251></head><p>" + CYRILLIC.encode("cp1251")}, ["a.html"], 1,
     ["the page says that it is windows-1251", "iconv -f windows-1251"], 0),
    ("a page that says windows-1251 and is UTF-8 is read",
     {"a.html": ("<html><head><meta charset=windows-1251></head><p>" + CYRILLIC).encode()}, ["a.html"], 0, [], 1),
    ("one damaged character is told apart from another encoding", {"a.txt": CYRILLIC.encode()[:-3]}, ["a.txt"], 1,
     ["cut or damaged", "iconv -f UTF-8 -t UTF-8 -c a.txt"], 0),
    ("a PDF", {"a.pdf": b"%PDF-1.7\n\xe2\xe3"}, ["a.pdf"], 1, ["a.pdf: a PDF file", "pdftotext a.pdf"], 0),
    ("a Word file", {"a.docx": b"PK\x03\x04\x14\x00"}, ["a.docx"], 1, ["ZIP archive", "save it as plain text"], 0),
    ("an image", {"a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF"}, ["a.jpg"], 1, ["JPEG image"], 0),
    ("a gzip file", {"a.gz": b"\x1f\x8b\x08\x00"}, ["a.gz"], 1, ["gzip", "zcat a.gz"], 0),
    ("bytes with NULs", {"a.bin": b"text\nmore of it \x00\x01\x02 and so on"}, ["a.bin"], 1, ["a NUL at byte 17 (line 2)"], 0),
    ("an empty file", {"a.txt": b""}, ["a.txt"], 1, ["a.txt: empty"], 0),
    ("white space only", {"a.txt": b" \n\t\xc2\xa0\r\n"}, ["a.txt"], 1, ["a.txt: only white space"], 0),
    ("an empty standard input", {}, ["-"], 1, ["standard input: empty"], 0),
    ("a page cut off in a tag", {"a.html": b"<html><body><p>Fifty soldiers came home on Monday.</p><p cla"}, ["a.html"], 0, [], 1),
    ("a page cut off in a script", {"a.html": b"<p>Fifty soldiers came home.</p><script>var a = '"}, ["a.html"], 0, [], 1),
    ("broken JSON in line 7: the other nine lines are read",
     {"a.jsonl": "".join(GOOD_LINE if n != 7 else '{"id":"bad","text":"cut off\n' for n in range(1, 11)).encode()},
     ["a.jsonl"], 1, ["a.jsonl:7:28: the line ends inside a string"], 9),
    ("several broken lines are all named",
     {"a.jsonl": (GOOD_LINE + "nonsense\n" + GOOD_LINE + '{"text":"x",}\n').encode()}, ["a.jsonl"], 1,
     ["a.jsonl:2:1: expected '{'", "a.jsonl:4:13: expected"], 2),
    ("a field of the wrong kind", {"a.jsonl": ('{"id":7,"text":"x"}\n' + GOOD_LINE).encode()}, ["a.jsonl"], 1,
     ['a.jsonl:1:7: "id" must be a string, not a number; put it in quotes'], 1),
    ("neither text nor html", {"a.jsonl": ('{"id":"x"}\n' + GOOD_LINE).encode()}, ["a.jsonl"], 1,
     ['a.jsonl:1:1: has neither "text" nor "html"'], 1),
    ("both text and html", {"a.jsonl": b'{"text":"x","html":"y"}\n'}, ["a.jsonl"], 1, ['has both "text" and "html"'], 0),
    ("a day that does not exist in a line", {"a.jsonl": b'{"text":"x","published":"2023-02-31"}\n'}, ["a.jsonl"], 1,
     ['a.jsonl:1:25: "published" says "2023-02-31": there is no such day'], 0),
    ("bytes that are not UTF-8 in a line", {"a.jsonl": b'{"text":"\xce\xe1"}\n' + GOOD_LINE.encode()}, ["a.jsonl"], 1,
     ["a.jsonl:1:10: not UTF-8"], 1),
    ("half a surrogate pair", {"a.jsonl": b'{"text":"\\ud83d"}\n'}, ["a.jsonl"], 1, ["half of a surrogate pair"], 0),
    ("a NUL hidden in an escape", {"a.jsonl": b'{"text":"a\\u0000b and more text"}\n'}, ["a.jsonl"], 1, ["NUL"], 0),
    ("a JSON list instead of lines", {"a.json": b'[{"text":"x"}]'}, ["a.json"], 1, ["a.json:1:1: a list", "jq -c"], 0),
    ("a missing file: the others are read", {"a.txt": GOOD.encode()}, ["a.txt", "missing.txt", "a.txt"], 1,
     ["there is no file missing.txt"], 2),
    ("a folder", {"folder/a.txt": GOOD.encode()}, ["folder"], 1, ["folder is a folder; name the files in it"], 0),
    ("more than a report may be", {"a.txt": b"Fifty came home. " * 4_200_000}, ["a.txt"], 1, ["larger than a report may be (64 MB)", "JSONL"], 0),
    ("a day of publication that does not exist", {"a.txt": GOOD.encode()}, ["--published", "2023-02-31", "a.txt"], 2,
     ["--published 2023-02-31: there is no such day"], 0),
    ("a day of publication in another form", {"a.txt": GOOD.encode()}, ["--published", "31.12.2023", "a.txt"], 2,
     ["write the day as YYYY-MM-DD"], 0),
    ("no file named", {}, [], 2, ["no file to read", "- for standard input"], 0),
    ("an unknown format", {"a.txt": GOOD.encode()}, ["--format", "xml", "a.txt"], 2, ["--format", "jsonl"], 0),
    ("a slip of the fingers", {"a.txt": GOOD.encode()}, ["--fromat", "json", "a.txt"], 2, ["--format"], 0),
    ("a mistake in a table of a language that the text is not in",
     {"a.txt": GOOD.encode(), "tables/languages/zz/lexicon.tsv": b"POP\tmilitary\t-\tword/NoSuchParadigm\n"}, ["--knowledge", "tables", "a.txt"], 1,
     ["languages/zz/lexicon.tsv:1", "NoSuchParadigm"], 0),
    ("no threads", {"a.txt": GOOD.encode()}, ["--threads", "0", "a.txt"], 2, ["--threads"], 0),
    ("strange but good text is read", {"a.txt": "\ufeffFifty soldiers\u200b came home\u0001 \U0001f54a.\r\n".encode()}, ["a.txt"], 0, [], 1),
]


# Lists of people: name, file, options of `dedupe`, exit code, pieces of the messages, rows compared.
LIST = "surname,birth date\nBryl,1987-03-12\nBryl,1987-03-12\n"
LISTS = [
    ("a mark left open in a list", (LIST + 'Os"tap,1987\n').encode(), [], 1,
     ["a.csv:4: field 1 (surname): a quotation mark within a field", "--skip-bad-rows"], 0),
    ("the same, going on", (LIST + 'Os"tap,1987\nZuyko,1990\n').encode(), ["--skip-bad-rows"], 1, ["a.csv: 1 rows could not be used"], 3),
    ("a byte-order mark before a list", b"\xef\xbb\xbf" + LIST.encode(), [], 0, [], 2),
    ("a list in Windows-1251", "фамилия;дата рождения\nКоваленко;1987\nКоваленко;1987\n".encode("cp1251"), [], 0,
     ["a.csv: not UTF-8; read as Windows-1251", "--encoding"], 2),
    ("a name of 10 MB", LIST.encode() + b"x" * (10 << 20) + b",1990\n", ["--skip-bad-rows"], 1,
     ["a.csv:4: field 1 (surname): 10 MB long"], 2),
    ("control characters in a list", LIST.encode() + b"Os\x07tap,1990\n", ["--skip-bad-rows"], 1,
     ["a.csv:4: field 1 (surname): the control character U+0007"], 2),
    ("marks of writing direction in a name", LIST.encode() + "\u202eZuyko\u200f,1990\n".encode(), [], 0,
     ["a.csv:4: field 1 (surname): left out U+202E, a mark of writing direction"], 3),
    ("a field missing in a row", LIST.encode() + b"Zuyko\n", ["--skip-bad-rows"], 1, ["a.csv:4: has 1 field, the heading has 2"], 2),
    ("a column that is said but missing", LIST.encode(), ["--columns", "born=birth_date"], 1,
     ["a.csv:1: there is no column 'born'; there are: surname, birth date"], 0),
    ("no column that is known", b"colour,size\nred,7\n", [], 1, ["a.csv:1: no column is known by its heading"], 0),
    ("31 February in a list", LIST.encode() + b"Zuyko,31.02.1987\n", [], 0,
     ['a.csv:4: field 2 (birth date): "31.02.1987": there is no 31 February 1987'], 3),
    ("a heading that claims a million columns", b"surname" + b",a" * 1_000_000 + b"\n", [], 1, ["the heading has 1000001 columns"], 0),
    ("a spreadsheet", b"PK\x03\x04\x14\x00", [], 1, ["perhaps a spreadsheet", "save the list as CSV"], 0),
    ("an empty list", b"", [], 1, ["a.csv: empty"], 0),
]


class Bureau:
    """The program in a folder of its own."""

    def __init__(self, nostos, folder):
        self.folder = pathlib.Path(folder)
        self.nostos = self.folder / "nostos"
        shutil.copy(nostos, self.nostos)  # so that another user may run it
        os.chmod(self.folder, 0o755)

    def write(self, files):
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def read(self, arguments, stdout=subprocess.PIPE, **more):
        return subprocess.run([self.nostos, "read", "--format", "jsonl", *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=stdout, stderr=subprocess.PIPE, timeout=240, check=False, **more)


def table(bureau):
    for name, files, arguments, code, pieces, readings in CASES:
        bureau.write(files)
        done = bureau.read(arguments)
        messages = done.stderr.decode()
        problems = [f"message lacks {piece!r}" for piece in pieces if piece not in messages]
        if done.returncode != code:
            problems.append(f"exit code {done.returncode}, not {code}")
        lines = done.stdout.decode().splitlines()
        if len(lines) != readings or not all(isinstance(json.loads(line), dict) for line in lines):
            problems.append(f"{len(lines)} readings, not {readings}")
        if not pieces and messages:
            problems.append("unexpected messages")
        if any(not line.startswith(("nostos: ", "        ")) for line in messages.splitlines()):
            problems.append("a message without its program's name")
        yield name, problems, messages
        for file in files:
            (bureau.folder / file).unlink()


def lists(bureau):
    for name, content, options, code, pieces, rows in LISTS:
        bureau.write({"a.csv": content})
        done = subprocess.run([bureau.nostos, "dedupe", "--no-reasons", *options, "a.csv"], cwd=bureau.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=240, check=False)
        messages = done.stderr.decode()
        problems = [f"message lacks {piece!r}" for piece in pieces if piece not in messages]
        if done.returncode != code:
            problems.append(f"exit code {done.returncode}, not {code}")
        if (f"nostos: {rows} rows, " in messages) != (rows > 0):
            problems.append(f"not {rows} rows compared")
        yield name, problems, messages
    asked = subprocess.run([bureau.nostos, "synth", "people", "--count", "1000000000000"], capture_output=True, timeout=60, check=False)
    yield ("a claim of a billion people and more", [] if asked.returncode == 2 and b"--count" in asked.stderr else ["not refused"],
           asked.stderr.decode())


def entered(bureau):
    """The same lists, entered into a registry: what is good is filed where asked, and nothing that was filed is lost."""
    def enter(*arguments):
        return subprocess.run([bureau.nostos, "enter", "--data", "people.sqlite", *arguments], cwd=bureau.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=240, check=False)

    def fresh_registry():
        for left in bureau.folder.glob("people.sqlite*"):
            left.unlink()

    # What is written otherwise than with `dedupe`.
    other = {"--skip-bad-rows": "--go-on", "a.csv: 1 rows could not be used": "1 rows refused"}
    for name, content, options, code, pieces, rows in LISTS:
        fresh_registry()
        bureau.write({"a.csv": content})
        arguments = [other.get(option, option) for option in options]
        done = enter(*arguments, "a.csv")
        messages = done.stderr.decode()
        told = messages + done.stdout.decode()
        problems = [f"message lacks {piece!r}" for piece in (other.get(one, one) for one in pieces) if piece not in told]
        if done.returncode != code:
            problems.append(f"exit code {done.returncode}, not {code}")
        if (f"a.csv: {rows} records filed, 0 were on file" in told) != (rows > 0):
            problems.append(f"not {rows} records filed")
        again = enter(*arguments, "a.csv").stdout.decode()
        if rows > 0 and f"a.csv: 0 records filed, {rows} were on file" not in again:
            problems.append("what was filed is not on file")
        yield "entered: " + name, problems, told
    fresh_registry()
    bureau.write({"good.csv": LIST.encode(), "bad.csv": b'surname\nOs"tap\n', "more.csv": b"surname,rank\nZuyko,major\n"})
    done = enter("good.csv", "bad.csv", "gone.csv", "more.csv")
    told = (done.stdout + done.stderr).decode()
    problems = [] if done.returncode == 1 else [f"exit code {done.returncode}, not 1"]
    problems += [f"message lacks {piece!r}" for piece in
                 ("good.csv: 2 records filed", "bad.csv:2: field 1 (surname)", "bad.csv: nothing was filed", "gone.csv",
                  "more.csv: 1 records filed") if piece not in told]
    yield "entered: a bad list and one that is not there, between good ones", problems, told
    bureau.write({"status.csv": "surname,status\nZuyko,взят в плен\nBryl,in transit\n".encode()})
    done = enter("status.csv")
    told = (done.stdout + done.stderr).decode()
    problems = [f"message lacks {piece!r}" for piece in
                ("status.csv:3: field 2 (status): 'in transit' is no status that is known; it is kept as written",
                 "status.csv: 2 records filed") if piece not in told]
    if "плен" in done.stderr.decode():
        problems.append("a status that is known is doubted")
    yield "entered: a status that nobody knows", problems, told


def full_disk(bureau):
    bureau.write({"many.jsonl": GOOD_LINE.encode() * 2000, "one.txt": GOOD.encode()})
    for name, arguments in (("a full disk, many reports", ["many.jsonl"]), ("a full disk, one small report", ["one.txt"])):
        with open("/dev/full", "wb") as full:
            done = bureau.read(arguments, stdout=full)
        messages = done.stderr.decode()
        problems = [] if done.returncode == 3 else [f"exit code {done.returncode}, not 3"]
        if "no space left to write to standard output" not in messages:
            problems.append("does not say that there is no space left")
        yield name, problems, messages


def reader_gone(bureau):
    reading, writing = os.pipe()
    os.close(reading)
    done = bureau.read(["many.jsonl"], stdout=writing)
    os.close(writing)
    messages = done.stderr.decode()
    problems = [] if done.returncode == 3 else [f"exit code {done.returncode}, not 3"]
    if "the reader of standard output has gone away" not in messages:
        problems.append("does not say that nobody reads")
    yield "nobody reads the output any more", problems, messages


def not_readable(bureau):
    bureau.write({"closed.txt": GOOD.encode(), "shut/a.txt": GOOD.encode(), "one.txt": GOOD.encode()})
    os.chmod(bureau.folder / "closed.txt", 0)
    os.chmod(bureau.folder / "shut", 0)
    # The super-user may read everything, so the test becomes somebody else.
    other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    for name, file in (("a file that may not be read", "closed.txt"), ("a folder that may not be entered", "shut/a.txt")):
        done = bureau.read([file, "one.txt"], **other)
        messages = done.stderr.decode()
        problems = [] if done.returncode == 1 else [f"exit code {done.returncode}, not 1"]
        if f"not allowed to read {file}; check its permissions" not in messages:
            problems.append("does not say that it may not be read")
        if done.stdout.count(b"\n") != 1:
            problems.append("the other report is lost")
        yield name, problems, messages
    os.chmod(bureau.folder / "shut", 0o700)


def fifty_megabytes(bureau):
    """A text of 50 MB is read, in time that grows with its length and not faster."""
    paragraph = ("On Monday {} soldiers came home in an exchange, the ministry said. Talks on the next lists go on, and the "
                 "families were told in the morning; doctors wait for {} of them in the capital.\n\n")
    text = "".join(paragraph.format(n % 90 + 10, n % 7 + 2) for n in range(270_000)).encode()
    seconds = []
    for size in (5_000_000, 50_000_000):
        bureau.write({"large.txt": text[:size]})
        start = time.monotonic()
        done = bureau.read(["large.txt"], stdout=subprocess.DEVNULL)
        seconds.append(time.monotonic() - start)
        if done.returncode != 0:
            yield "50 MB of text", [f"exit code {done.returncode}"], done.stderr.decode()
            return
    ratio = seconds[1] / max(seconds[0], 0.05)
    yield (f"50 MB of text ({seconds[1]:.1f} s, {ratio:.1f} times as long as 5 MB)",
           [] if ratio < 20 else ["time grows faster than the text"], "")
    (bureau.folder / "large.txt").unlink()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bureau = Bureau(sys.argv[1], folder)
        for part in (table, lists, entered, full_disk, reader_gone, not_readable, fifty_megabytes):
            for name, problems, messages in part(bureau):
                print(("FAIL  " if problems else "ok    ") + name)
                if problems:
                    failed += 1
                    print("      " + "; ".join(problems) + "\n      " + messages.replace("\n", "\n      "))
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
