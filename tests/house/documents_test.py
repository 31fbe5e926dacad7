# SPDX-License-Identifier: Apache-2.0
"""Runs the commands that the documents show and compares what they print.

A block of a document that is fenced as `console` is a session: lines with `$ ` are commands (a backslash
continues one), the lines below are what it prints. `…` stands for any text, on a line of its own for any
lines. A command exits with 0, or with N when it ends in `# exits with N`. The sessions of a document run in
one folder of their own that has samples/, with the built `nostos` on the PATH. `./run` and `./test` are not
run here, but their options must be in their help.
"""
import itertools
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOSTOS = os.environ.get("NOSTOS", "")


@dataclass
class Step:
    file: str
    line: int
    command: str
    exit_code: int = 0
    output: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{self.file}:{self.line}: $ {self.command}"


def sessions(name: str, text: str) -> list[list[Step]]:
    found, session, inside, continued = [], [], False, False
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            inside = line.strip() == "```console"
        elif line.strip() == "```":
            found.append(session)
            session, inside = [], False
        elif continued:
            session[-1].command += " " + line.rstrip("\\").strip()
            continued = line.endswith("\\")
        elif line.startswith("$ "):
            told = re.match(r"(.*?)\s+# exits with (\d+)$", line[2:])
            command, code = (told.group(1), int(told.group(2))) if told else (line[2:], 0)
            continued = command.endswith("\\")
            session.append(Step(name, number, command.rstrip("\\").strip(), code))
        elif session:
            session[-1].output.append(line.rstrip())
    return [s for s in found if s]


def matches(expected: list[str], printed: str) -> bool:
    while expected and not expected[-1]:
        expected = expected[:-1]
    pattern = ""
    for line in expected:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"[ ]*\n"
    return re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else printed + "\n") is not None


class HowSessionsAreRead(unittest.TestCase):
    def test_a_session_has_commands_exit_codes_and_output(self):
        text = "```console\n$ one \\\n    two\nout\n$ three  # exits with 2\n```\n```\n$ not a session\n```\n"
        ((one, three),) = sessions("x.md", text)
        self.assertEqual((one.command, one.exit_code, one.output), ("one two", 0, ["out"]))
        self.assertEqual((three.command, three.exit_code, three.line), ("three", 2, 5))

    def test_an_ellipsis_stands_for_text_or_lines_and_for_nothing_else(self):
        self.assertTrue(matches(["a … c", "…", "z"], "a b c\nd\ne\nz\n"))
        self.assertTrue(matches(["a", "…"], "a\n"))
        self.assertFalse(matches(["a", "z"], "a\nb\nz\n"))
        self.assertFalse(matches(["a.c"], "abc\n"))


class DocumentsTest(unittest.TestCase):
    def setUp(self):
        self.documents = {
            str(p.relative_to(ROOT)): p.read_text()
            for p in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
            if p.exists()
        }

    def test_the_readme_shows_at_least_one_reading_and_one_reckoning(self):
        commands = [s.command for session in sessions("README.md", self.documents["README.md"]) for s in session]
        for wanted in ["nostos read", "nostos reckon"]:
            self.assertTrue(any(wanted in c for c in commands), f"no `$ {wanted}` in a console block")

    @unittest.skipUnless(NOSTOS and Path(NOSTOS).exists(), "NOSTOS does not name the built program")
    def test_every_command_in_the_documents_prints_what_they_show(self):
        for name, text in self.documents.items():
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(ROOT / "samples", Path(folder) / "samples")
                (Path(folder) / "bin").mkdir()
                (Path(folder) / "bin" / "nostos").symlink_to(Path(NOSTOS).resolve())
                for step in itertools.chain(*sessions(name, text)):
                    with self.subTest(str(step)):
                        self.run_step(step, folder)

    def run_step(self, step, folder):
        script = re.match(r"\./(run|test)\b(.*)", step.command)
        if script:
            told = subprocess.run([ROOT / script.group(1), "--help"], capture_output=True, text=True, check=False)
            for option in re.findall(r"--[a-z-]+", script.group(2)):
                self.assertIn(option, told.stdout)
            return
        environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": folder, "XDG_DATA_HOME": f"{folder}/data",
                       "LC_ALL": "C.UTF-8"}
        told = subprocess.run(["bash", "-c", step.command], cwd=folder, env=environment, capture_output=True,
                              text=True, timeout=60, check=False)
        self.assertEqual(told.returncode, step.exit_code, told.stderr)
        printed = told.stdout + told.stderr
        self.assertTrue(matches(step.output, printed),
                        f"\n--- shown\n" + "\n".join(step.output) + f"\n--- printed\n{printed}")


if __name__ == "__main__":
    unittest.main()
