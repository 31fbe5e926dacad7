#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house, as a check.

Reads every file of the tree and reports each breach as `FILE:LINE: what is wrong. What to do.`
Exit code 1 when there is a breach; hints are printed and do not fail.

    tools/tidy.py [--root DIR] [--foreign DIR]

A line that must break a rule says why, on itself or the line above:
    // tidy-allow: printing: a failed check has nowhere else to go
"""
import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Callable, Iterable, Iterator

# Modules that compute and nothing else: same input, same output, whatever the clock, disk or locale.
ENGINES = {"domain", "language", "ingest", "reading", "reckoning", "wire"}
MAY_PRINT = {"cli", "main"}
CODE = {".h", ".cpp", ".c", ".py", ".sh", ".ts", ".tsx", ".mjs", ".js", ".css", ".cmake"}
CODE_NAMES = {"CMakeLists.txt", "run", "test", "lint"}
LINE_LIMIT = {".h": 100, ".cpp": 100}  # clang-format's; it leaves comments and strings alone
LINE_LIMIT_OTHERS = 120
LINE_LIMIT_TEXT = 260  # a line with a text in quotation marks: texts are not broken
FREE_LINES = re.compile(r"^web/")  # markup in TypeScript is laid out by its own tools
MANY_LINES = 400
FOLDERS_IN_PROSE = "src|data|docs|tools|tests|samples|web|api|bench|fuzz|packages|cmake|\\.ci"
PROSE = re.compile(r"^(README|ARCHITECTURE|CONTRIBUTING)\.md$|^docs/.*\.md$|^src/.*README\.md$")


@dataclass(frozen=True, order=True)
class Breach:
    file: str
    line: int
    rule: str
    message: str
    hint: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'hint: ' if self.hint else ''}{self.message} [{self.rule}]"


class Tree:
    """The project's own files: tracked, or new and not ignored."""

    def __init__(self, root: Path):
        self.root = root

    @cached_property
    def files(self) -> list[str]:
        asked = subprocess.run(
            ["git", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard"],
            capture_output=True,
            check=False,
        )
        if asked.returncode == 0:
            names = asked.stdout.decode().split("\0")
        else:  # an unpacked archive
            names = [str(p.relative_to(self.root)) for p in self.root.rglob("*")]
            made = re.compile(r"(^|/)(build|node_modules|dist|__pycache__|\.git)/")
            names = [n for n in names if not made.search(n)]
        return sorted(n for n in names if n and (self.root / n).is_file())

    def text(self, name: str) -> str:
        return self._texts(name)

    def lines(self, name: str) -> list[str]:
        return self.text(name).split("\n")

    @cached_property
    def _cache(self) -> dict[str, str]:
        return {}

    def _texts(self, name: str) -> str:
        if name not in self._cache:
            raw = (self.root / name).read_bytes()
            self._cache[name] = "" if b"\0" in raw[:8000] else raw.decode("utf-8", "replace")
        return self._cache[name]

    def code(self) -> list[str]:
        return [f for f in self.files if Path(f).suffix in CODE or Path(f).name in CODE_NAMES]

    def cpp(self) -> list[str]:
        return [f for f in self.files if Path(f).suffix in {".h", ".cpp"}]

    def allowed(self, name: str, line: int, rule: str) -> bool:
        """True when this line or the one above gives a reason for breaking the rule."""
        for text in self.lines(name)[max(0, line - 2) : line]:
            told = re.search(r"tidy-allow: ([a-z-]+): (.{10,})", text)
            if told and told.group(1) == rule:
                return True
        return False


Rule = Callable[[Tree], Iterator[Breach]]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    def keep(check: Rule) -> Rule:
        RULES[name] = check
        return check

    return keep


# --- layers ---------------------------------------------------------------------------------------

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def module_of(name: str) -> str:
    parts = name.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "src" else ""


def read_layers(tree: Tree) -> dict[str, tuple[int, list[str]]]:
    layers = {}
    if "src/layers.txt" not in tree.files:
        return layers
    for number, line in enumerate(tree.lines("src/layers.txt"), 1):
        told = re.match(r"^([a-z_]+):\s*(.*)$", line.split("#")[0].strip())
        if told:
            layers[told.group(1)] = (number, told.group(2).split())
    return layers


def read_modules(tree: Tree) -> dict[str, dict[str, list[str]]]:
    """The nostos_module(...) calls: name → {"USES": [...], "SOURCES": [...], …, "file": [path]}."""
    words = {"HEADERS", "SOURCES", "TESTS", "USES", "LINKS"}
    modules = {}
    for name in tree.files:
        if not re.match(r"^src/.*CMakeLists\.txt$", name):
            continue
        text = re.sub(r"#.*", "", tree.text(name))
        for call in re.finditer(r"nostos_module\(\s*(\w+)([^)]*)\)", text):
            fields: dict[str, list[str]] = {word: [] for word in words}
            fields["file"] = [name]
            current = ""
            for word in call.group(2).split():
                if word in words:
                    current = word
                elif current:
                    fields[current].append(word)
            modules[call.group(1)] = fields
    return modules


def includes(tree: Tree, name: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(tree.lines(name), 1):
        told = INCLUDE.match(line)
        if told:
            yield number, told.group(1)


@rule("layers")
def check_layers(tree: Tree) -> Iterator[Breach]:
    layers = read_layers(tree)
    modules = {module_of(f) for f in tree.cpp()} - {""}
    for module in sorted(modules - layers.keys()):
        yield Breach("src/layers.txt", 1, "layers",
                     f"src/{module}/ is not named here. Add a line `{module}: <modules it may use>`.")
    for module, (line, uses) in layers.items():
        if not any(f.startswith(f"src/{module}/") for f in tree.files):
            yield Breach("src/layers.txt", line, "layers",
                         f"there is no folder src/{module}/. Remove the line or add the module.")
        for used in uses:
            if used not in layers:
                yield Breach("src/layers.txt", line, "layers",
                             f"{module} names {used}, which has no line of its own. Add one or mend the name.")
    yield from loops(layers)
    for name in tree.cpp():
        module = module_of(name)
        if module not in layers:
            continue
        may = set(layers[module][1]) | {module}
        for number, path in includes(tree, name):
            target = path.split("/")[0]
            if target in layers and target not in may and not tree.allowed(name, number, "layers"):
                yield Breach(name, number, "layers",
                             f"{module} may not use {target}. Move what you need down to a module both may "
                             f"use, pass it in from above, or change src/layers.txt and say why in the commit.")


def loops(layers: dict[str, tuple[int, list[str]]]) -> Iterator[Breach]:
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return path[path.index(module) :] + [module]
        if module in done or module not in layers:
            return []
        for used in layers[module][1]:
            loop = walk(used, path + [module])
            if loop:
                return loop
        done.add(module)
        return []

    for module, (line, _) in layers.items():
        loop = walk(module, [])
        if loop:
            yield Breach("src/layers.txt", line, "layers",
                         f"a circle: {' → '.join(loop)}. Turn one arrow round with a port that the lower one owns.")
            return


@rule("uses")
def check_uses(tree: Tree) -> Iterator[Breach]:
    layers = read_layers(tree)
    for module, fields in read_modules(tree).items():
        where = fields["file"][0]
        if module not in layers:
            continue
        uses = set(fields["USES"])
        for used in sorted(uses - set(layers[module][1])):
            yield Breach(where, 1, "uses", f"USES names {used}, which src/layers.txt does not allow {module}. "
                                           f"Remove it here, or change the layers and say why.")
        seen: dict[str, tuple[str, int]] = {}
        for name in tree.cpp():
            if module_of(name) == module and not is_test(name):
                for number, path in includes(tree, name):
                    seen.setdefault(path.split("/")[0], (name, number))
        for used, (name, number) in sorted(seen.items()):
            if used in layers and used != module and used not in uses:
                yield Breach(name, number, "uses",
                             f"includes {used}/, which USES in {where} does not name. Add it there.")
        for used in sorted(uses - seen.keys()):
            yield Breach(where, 1, "uses", f"USES names {used}, but no file of {module} includes it. Remove it.")


@rule("internal")
def check_internal(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        for number, path in includes(tree, name):
            told = re.match(r"^(\w+)/(?:.*/)?internal/", path)
            if told and told.group(1) != module_of(name):
                yield Breach(name, number, "internal",
                             f"{path} is {told.group(1)}'s own business. Use its public headers, or make what "
                             f"you need public there.")


@rule("listed")
def check_listed(tree: Tree) -> Iterator[Breach]:
    """Each source is named in a CMakeLists.txt, and each named source exists."""
    for name in tree.cpp():
        if not name.startswith(("src/", "bench/", "fuzz/", "tests/")):
            continue
        folder = Path(name).parent
        while str(folder) not in {".", ""}:
            cmake = f"{folder}/CMakeLists.txt"
            if cmake in tree.files:
                break
            folder = folder.parent
        else:
            yield Breach(name, 1, "listed", "no CMakeLists.txt above it builds it. Add one, or remove the file.")
            continue
        inside = str(Path(name).relative_to(folder))
        if inside.endswith(".h") and ("testing/" in inside or not name.startswith("src/")):
            continue  # headers of tests are found by those who include them
        words = re.findall(r"[\w./${}-]+", re.sub(r"#.*", "", tree.text(cmake)))
        if not any(re.fullmatch(re.sub(r"\\\$\\{.*?\\}", r"\\w+", re.escape(w)), inside) for w in words):
            yield Breach(name, 1, "listed", f"{cmake} does not name {inside}. Add it to HEADERS, SOURCES or TESTS.")
    for module, fields in read_modules(tree).items():
        folder = str(Path(fields["file"][0]).parent)
        for source in fields["HEADERS"] + fields["SOURCES"] + fields["TESTS"]:
            if "$" not in source and f"{folder}/{source}" not in tree.files:
                yield Breach(fields["file"][0], 1, "listed", f"{source} is named here, but is not in the tree. "
                                                             f"Remove the name or add the file.")


# --- what code may not do -----------------------------------------------------------------------------

BANNED_IN_ENGINES = [
    (r"\b(std::)?s?rand\s*\(|random_device", "randomness", "take what varies as an argument"),
    (r"(?<![\w.:>])(std::)?time\s*\(|system_clock|steady_clock|high_resolution_clock|gettimeofday|clock_gettime",
     "the clock", "take the time as an argument"),
    (r"\b(secure_)?getenv\b", "the environment", "take the setting as an argument"),
    (r"<filesystem>|<fstream>|std::[io]?fstream|std::filesystem|\bfopen\s*\(", "the disk",
     "let the caller read and pass the text"),
    (r"<locale>|std::locale|\bsetlocale\b|\b(localtime|strftime|mktime)\b|\bto(upper|lower)\s*\(|\bstrto[dl]\b",
     "the locale", "use base/utf8.h and std::from_chars, which know none"),
    (r"<random>|std::mt19937|std::unordered_(map|set)<[^>]*\*", "an order that differs from run to run",
     "order by a value of the data"),
]
PRINTING = re.compile(r"std::(cout|cerr|clog)\b|(?<![\w:])(std::)?(f|v|vf)?printf\s*\(|(?<![\w:])(std::)?f?puts\s*\("
                      r"|fmt::print\b|<iostream>")


def code_lines(tree: Tree, name: str) -> Iterator[tuple[int, str]]:
    """Lines with comments and string contents blanked out; includes are kept."""
    inside = False
    for number, line in enumerate(tree.lines(name), 1):
        kept = line
        if inside:
            end = kept.find("*/")
            if end < 0:
                continue
            kept, inside = kept[end + 2 :], False
        if not kept.lstrip().startswith("#"):
            kept = re.sub(r'"(\\.|[^"\\])*"', '""', kept)
        kept = re.sub(r"/\*.*?\*/", "", kept)
        kept = kept.split("//")[0]
        start = kept.find("/*")
        if start >= 0:
            kept, inside = kept[:start], True
        yield number, kept


def is_test(name: str) -> bool:
    return bool(re.search(r"_test\.cpp$|/testing/", name))


@rule("pure")
def check_pure(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        if module_of(name) not in ENGINES or is_test(name):
            continue
        for number, line in code_lines(tree, name):
            for pattern, what, instead in BANNED_IN_ENGINES:
                if re.search(pattern, line) and not tree.allowed(name, number, "pure"):
                    yield Breach(name, number, "pure", f"an engine must not depend on {what}: {instead}.")


@rule("printing")
def check_printing(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        if not name.startswith("src/") or module_of(name) in MAY_PRINT or is_test(name):
            continue
        for number, line in code_lines(tree, name):
            if PRINTING.search(line) and not tree.allowed(name, number, "printing"):
                yield Breach(name, number, "printing",
                             "only cli/ and main/ print. Return a Result, a Doubt or a value that says it.")


@rule("coroutines")
def check_coroutines(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        for number, line in code_lines(tree, name):
            if re.search(r"\bco_(await|yield|return)\b", line):
                yield Breach(name, number, "coroutines",
                             "GCC 12 miscompiles coroutines that capture (double free at -O2). Use callbacks.")


@rule("headers")
def check_headers(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        if name.endswith(".h"):
            if "#pragma once" not in tree.text(name):
                yield Breach(name, 1, "headers", "no `#pragma once`. Add it below the opening comment.")
            for number, line in code_lines(tree, name):
                if re.match(r"\s*using namespace\b", line) and not is_test(name):
                    yield Breach(name, number, "headers",
                                 "`using namespace` in a header reaches everyone. Name what you use.")
        # The build takes such a header to compile on its own because its source does so.
        own = name.removesuffix(".cpp") + ".h"
        if name.startswith("src/") and name.endswith(".cpp") and own in tree.cpp():
            told = own.removeprefix("src/")
            first = next((line for line in tree.lines(name) if line.startswith("#include")), "")
            if not first.startswith(f'#include "{told}"'):
                yield Breach(name, 1, "headers", f'include "{told}" before all else.')


@rule("nolint")
def check_nolint(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"NOLINT(NEXTLINE|BEGIN|END)?(?!\w)(?!\()", line):
                yield Breach(name, number, "nolint", "name the check it switches off: NOLINT(check): why.")


# --- every file ------------------------------------------------------------------------------------

@rule("spdx")
def check_spdx(tree: Tree) -> Iterator[Breach]:
    for name in tree.code():
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in tree.lines(name)[:4]):
            if not re.search(r"\.d\.ts$", name):  # generated
                yield Breach(name, 1, "spdx", "add `SPDX-License-Identifier: Apache-2.0` as the first comment.")


@rule("todo")
def check_todo(tree: Tree) -> Iterator[Breach]:
    for name in tree.code():
        if name in {"tools/tidy.py", "tests/house/tidy_test.py"}:  # they speak of the words themselves
            continue
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"\b(FIXME|XXX|HACK)\b", line):
                yield Breach(name, number, "todo", "say `TODO: what, and what is wrong until then`, or mend it.")
            elif re.search(r"\bTODO\b", line) and not re.search(r"\bTODO: .{25,}", line):
                yield Breach(name, number, "todo",
                             "a TODO without explanation. Write `TODO: what, and what is wrong until then`.")


@rule("lines")
def check_lines(tree: Tree) -> Iterator[Breach]:
    for name in tree.code():
        if name.endswith(".d.ts"):
            continue
        limit = LINE_LIMIT.get(Path(name).suffix, LINE_LIMIT_OTHERS)
        for number, line in enumerate(tree.lines(name), 1):
            room = LINE_LIMIT_TEXT if re.search(r"[\"'`]", line) else limit
            if len(line) > room and "http" not in line and not FREE_LINES.match(name) and not tree.allowed(name, number, "lines"):
                yield Breach(name, number, "lines", f"{len(line)} characters, {limit} at most. Break the line.")
            if re.search(r"[ \t\r]+$", line):
                yield Breach(name, number, "lines", "white space at the end. Remove it.")
            if "\t" in line and Path(name).suffix in {".h", ".cpp", ".py", ".cmake"}:
                yield Breach(name, number, "lines", "a tab. Use spaces.")
        if tree.text(name) and not tree.text(name).endswith("\n"):
            yield Breach(name, len(tree.lines(name)), "lines", "the last line has no end. Add a newline.")


@rule("size")
def check_size(tree: Tree) -> Iterator[Breach]:
    for name in tree.cpp():
        count = len(tree.lines(name)) - 1
        if count > MANY_LINES and not is_test(name):
            yield Breach(name, 1, "size", f"{count} lines: perhaps a second noun lives here?", hint=True)


@rule("workplace")
def check_workplace(tree: Tree) -> Iterator[Breach]:
    own = {"tools/tidy.py", "tests/house/tidy_test.py"}
    for name in tree.files:
        if name in own or name.endswith("package-lock.json"):
            continue
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"(?<![\w.])/(root|home/[a-z]\w*|Users/\w+)/", line):
                yield Breach(name, number, "workplace",
                             "a path of one person's machine. Name it from the root of the tree.")


@rule("foreign")
def check_foreign(tree: Tree) -> Iterator[Breach]:
    """No sentence of texts that are kept beside the tree because they belong to others."""
    folder = getattr(tree, "foreign", tree.root.parent / "shared" / "reports")
    if not folder.is_dir():
        return
    sentences: dict[str, str] = {}
    for source in sorted(folder.glob("*.txt")):
        for sentence in re.split(r"(?<=[.!?])\s+|\n", source.read_text("utf-8", "replace")):
            words = sentence.split()
            if len(words) >= 8:  # eleven words in a row are nobody's chance; a long name of an office is ten
                sentences.setdefault(" ".join(words[:11]), source.name)
    for name in tree.files:
        text = " ".join(tree.text(name).split())
        for words, source in sentences.items():
            if words in text:
                line = next((i for i, l in enumerate(tree.lines(name), 1) if words[:25] in l), 1)
                yield Breach(name, line, "foreign",
                             f"holds a sentence of {source}, which is other people's text. Write your own.")


# --- prose stays true ------------------------------------------------------------------------------

@rule("map")
def check_map(tree: Tree) -> Iterator[Breach]:
    if "ARCHITECTURE.md" not in tree.files:
        return
    text = tree.text("ARCHITECTURE.md")
    for module in sorted(read_layers(tree)):
        if not re.search(rf"(?<!\w){module}/", text):
            yield Breach("ARCHITECTURE.md", 1, "map", f"src/{module}/ is not on the map. Say in a line what it is for.")


@rule("links")
def check_links(tree: Tree) -> Iterator[Breach]:
    """Relative links and paths in `code marks` of the documents lead somewhere."""
    for name in tree.files:
        if not PROSE.search(name):
            continue
        fenced = False
        for number, line in enumerate(tree.lines(name), 1):
            if line.lstrip().startswith("```"):
                fenced = not fenced
            if fenced:
                continue
            for target in re.findall(r"\]\(([^)#\s]+)", line):
                if not re.match(r"[a-z]+:", target) and not (tree.root / Path(name).parent / target).exists():
                    yield Breach(name, number, "links", f"the link to {target} leads nowhere. Mend or remove it.")
            for target in re.findall(rf"`((?:{FOLDERS_IN_PROSE})/[\w./*-]*)`", line):
                if not exists(tree, target):
                    yield Breach(name, number, "links", f"`{target}` is not in the tree. Mend or remove it.")


@rule("decisions")
def check_decisions(tree: Tree) -> Iterator[Breach]:
    """Each decision has its own number and its line in the index."""
    numbers: dict[str, str] = {}
    for name in tree.files:
        told = re.match(r"docs/decisions/((\d{4})-.*\.md)$", name)
        if not told:
            continue
        page, number = told.groups()
        if number in numbers:
            yield Breach(name, 1, "decisions", f"{numbers[number]} has this number too. Take the next free one.")
        numbers[number] = page
        if f"({page})" not in tree.text("docs/decisions/README.md"):
            yield Breach(name, 1, "decisions", f"docs/decisions/README.md does not list {page}. Add its line.")


def exists(tree: Tree, path: str) -> bool:
    pattern = re.escape(path.rstrip("/")).replace(r"\*", "[^/]*") + r"(/.*)?$"
    return any(re.match(pattern, name) for name in tree.files)


# --- the run -----------------------------------------------------------------------------------------

def check(tree: Tree, rules: Iterable[str] = ()) -> list[Breach]:
    found: list[Breach] = []
    for name in rules or RULES:
        found.extend(RULES[name](tree))
    return sorted(set(found))


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the rules of the house.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--foreign", type=Path, help="folder of texts that must not be copied into the tree")
    options = parser.parse_args()
    tree = Tree(options.root)
    if options.foreign:
        tree.foreign = options.foreign
    found = check(tree)
    for breach in found:
        print(breach)
    breaches = sum(not b.hint for b in found)
    print(f"{len(tree.files)} files, {len(RULES)} rules: " + (f"{breaches} breaches" if breaches else "in order"))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
