# SPDX-License-Identifier: Apache-2.0
"""Each rule of tools/tidy.py catches its breach in a small tree, and leaves a sound tree alone."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import tidy  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
SOUND = {
    "src/layers.txt": "base:\ndomain: base\nreading: base domain\n",
    "src/base/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\nnostos_module(base\n  HEADERS text.h)\n",
    "src/base/text.h": SPDX + "#pragma once\n",
    "src/domain/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\n"
                                 "nostos_module(domain\n  HEADERS claim.h\n  USES base)\n",
    "src/domain/claim.h": SPDX + '#pragma once\n#include "base/text.h"\n',
    "src/reading/CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\n"
                                  "nostos_module(reading\n  SOURCES reader.cpp\n  USES base domain)\n",
    "src/reading/reader.cpp": SPDX + '#include "base/text.h"\n#include "domain/claim.h"\n',
    "ARCHITECTURE.md": "`src/base/`, `src/domain/`, `src/reading/`\n",
}


class TidyTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name) / "tree"
        for name, text in SOUND.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def append(self, name, text):
        self.write(name, (self.root / name).read_text() + text)

    def found(self, rule=None):
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        return [str(b) for b in tidy.check(tidy.Tree(self.root), [rule] if rule else ())]

    def assert_breach(self, rule, place, words):
        found = self.found(rule)
        self.assertTrue(any(f.startswith(place) and words in f for f in found), found)

    def test_a_sound_tree_has_no_breach(self):
        self.assertEqual(self.found(), [])

    def test_the_tree_of_an_unpacked_archive_is_read_without_git(self):
        self.write("build/made.cpp", "int main() {}\n")
        files = tidy.Tree(self.root).files
        self.assertIn("src/domain/claim.h", files)
        self.assertNotIn("build/made.cpp", files)

    def test_an_upward_include_is_a_breach_and_says_where(self):
        self.append("src/base/text.h", '#include "domain/claim.h"\n')
        self.assert_breach("layers", "src/base/text.h:3:", "base may not use domain")

    def test_a_module_without_a_line_in_layers_is_a_breach(self):
        self.write("src/matching/index.h", SPDX + "#pragma once\n")
        self.assert_breach("layers", "src/layers.txt:1:", "src/matching/ is not named")

    def test_a_line_in_layers_without_a_module_is_a_breach(self):
        self.append("src/layers.txt", "matching: base\n")
        self.assert_breach("layers", "src/layers.txt:4:", "no folder src/matching/")

    def test_a_circle_of_layers_is_a_breach(self):
        self.write("src/layers.txt", "base: reading\ndomain: base\nreading: base domain\n")
        self.assert_breach("layers", "src/layers.txt:1:", "base → reading → base")

    def test_a_use_that_cmake_names_but_layers_do_not_is_a_breach(self):
        self.write("src/base/CMakeLists.txt", "nostos_module(base HEADERS text.h USES domain)\n")
        self.assert_breach("uses", "src/base/CMakeLists.txt:1:", "does not allow base")

    def test_an_include_that_cmake_does_not_name_is_a_breach(self):
        self.write("src/reading/CMakeLists.txt", "nostos_module(reading SOURCES reader.cpp USES base)\n")
        self.assert_breach("uses", "src/reading/reader.cpp:3:", "includes domain/")

    def test_a_use_without_an_include_is_a_breach(self):
        self.write("src/reading/reader.cpp", SPDX + '#include "base/text.h"\n')
        self.assert_breach("uses", "src/reading/CMakeLists.txt:1:", "no file of reading includes it")

    def test_reaching_into_another_modules_internal_folder_is_a_breach(self):
        self.append("src/reading/reader.cpp", '#include "domain/internal/table.h"\n')
        self.assert_breach("internal", "src/reading/reader.cpp:4:", "domain's own business")

    def test_a_modules_own_internal_folder_is_its_own(self):
        self.append("src/reading/reader.cpp", '#include "reading/internal/table.h"\n')
        self.assertEqual(self.found("internal"), [])

    def test_a_source_that_cmake_does_not_name_is_a_breach(self):
        self.write("src/reading/zones.cpp", SPDX)
        self.assert_breach("listed", "src/reading/zones.cpp:1:", "does not name zones.cpp")

    def test_a_name_that_cmake_makes_in_a_function_is_listed(self):
        self.write("fuzz/CMakeLists.txt", "add_executable(fuzz_${name} ${name}_fuzzer.cpp)\n")
        self.write("fuzz/html_fuzzer.cpp", SPDX)
        self.assertEqual(self.found("listed"), [])
        self.write("fuzz/html_seeds.cpp", SPDX)
        self.assert_breach("listed", "fuzz/html_seeds.cpp:1:", "does not name")

    def test_a_name_in_cmake_without_a_source_is_a_breach(self):
        self.write("src/base/CMakeLists.txt", "nostos_module(base HEADERS text.h gone.h)\n")
        self.assert_breach("listed", "src/base/CMakeLists.txt:1:", "gone.h is named here")

    def test_engines_may_not_look_at_clock_disk_environment_locale_or_chance(self):
        for line in ["auto now = std::chrono::system_clock::now();", "auto t = time(nullptr);",
                     'auto home = getenv("HOME");', "#include <filesystem>", "#include <fstream>",
                     "int x = rand();", "auto c = std::toupper(letter);", "#include <random>"]:
            with self.subTest(line):
                self.write("src/reading/reader.cpp", SPDX + line + "\n")
                self.assert_breach("pure", "src/reading/reader.cpp:2:", "an engine must not depend on")

    def test_words_that_only_look_impure_are_left_alone(self):
        self.write("src/reading/reader.cpp", SPDX + "// the time (see getenv) of day\n"
                   'auto x = text("time(now)");\nauto y = publication_time(report);\nauto z = zone.time();\n')
        self.assertEqual(self.found("pure"), [])

    def test_a_reason_on_the_line_above_allows_a_breach(self):
        self.write("src/reading/reader.cpp", SPDX + "// tidy-allow: pure: measured once, not part of the answer\n"
                   "auto now = std::chrono::steady_clock::now();\n")
        self.assertEqual(self.found("pure"), [])

    def test_a_reason_for_another_rule_does_not_help(self):
        self.write("src/reading/reader.cpp", SPDX + "// tidy-allow: printing: somebody wanted to see it\n"
                   "auto now = std::chrono::steady_clock::now();\n")
        self.assert_breach("pure", "src/reading/reader.cpp:3:", "the clock")

    def test_printing_outside_cli_and_main_is_a_breach(self):
        for line in ["std::cout << 1;", 'printf("x");', 'fmt::print("x");', 'fputs("x", stderr);']:
            with self.subTest(line):
                self.write("src/reading/reader.cpp", SPDX + line + "\n")
                self.assert_breach("printing", "src/reading/reader.cpp:2:", "only cli/ and main/ print")
        self.write("src/reading/reader.cpp", SPDX + "std::snprintf(buffer, size, pattern);\n")
        self.assertEqual(self.found("printing"), [])

    def test_coroutines_are_a_breach(self):
        self.append("src/reading/reader.cpp", "co_await read();\n")
        self.assert_breach("coroutines", "src/reading/reader.cpp:4:", "GCC 12")

    def test_a_header_without_a_guard_is_a_breach(self):
        self.write("src/base/text.h", SPDX)
        self.assert_breach("headers", "src/base/text.h:1:", "#pragma once")

    def test_using_namespace_in_a_header_is_a_breach(self):
        self.append("src/base/text.h", "using namespace std;\n")
        self.assert_breach("headers", "src/base/text.h:3:", "reaches everyone")

    def test_a_source_includes_its_own_header_first(self):
        self.write("src/base/text.cpp", SPDX + '#include "base/text.h"\n#include <vector>\n')
        self.assertEqual(self.found("headers"), [])
        self.write("src/base/text.cpp", SPDX + '#include <vector>\n#include "base/text.h"\n')
        self.assert_breach("headers", "src/base/text.cpp:1:", 'include "base/text.h" before all else')

    def test_a_bare_nolint_is_a_breach_and_a_named_one_is_not(self):
        self.append("src/base/text.h", "int a;  // NOLINT\n")
        self.assert_breach("nolint", "src/base/text.h:3:", "name the check")
        self.write("src/base/text.h", SPDX + "#pragma once\nint a;  // NOLINT(bugprone-x): table is sorted\n")
        self.assertEqual(self.found("nolint"), [])

    def test_a_source_without_a_licence_line_is_a_breach(self):
        self.write("tools/count.py", "print(1)\n")
        self.assert_breach("spdx", "tools/count.py:1:", "SPDX")

    def test_a_todo_must_say_what_is_wrong_until_then(self):
        self.append("src/base/text.h", "// TODO fix\n")
        self.assert_breach("todo", "src/base/text.h:3:", "without explanation")
        self.write("src/base/text.h", SPDX + "#pragma once\n"
                   "// TODO: fold long s too; until then old prints sort last\n")
        self.assertEqual(self.found("todo"), [])

    def test_long_lines_tabs_and_trailing_spaces_are_breaches(self):
        self.append("src/base/text.h", "// " + "a" * 120 + "\n\tint a;\nint b; \nint c;")
        found = "\n".join(self.found("lines"))
        for words in ["text.h:3: 123 characters", "text.h:4: a tab", "text.h:5: white space",
                      "text.h:6: the last line"]:
            self.assertIn(words, found)

    def test_a_long_file_is_a_hint_that_does_not_fail(self):
        self.append("src/base/text.h", "int a;\n" * 500)
        found = tidy.check(tidy.Tree(self.root), ["size"])
        self.assertEqual([b.hint for b in found], [True])

    def test_a_path_of_somebodys_machine_is_a_breach(self):
        self.write("docs/guide.md", "Open /home/" "alice/nostos first.\n")
        self.assert_breach("workplace", "docs/guide.md:1:", "one person's machine")

    def test_a_sentence_of_other_peoples_texts_is_a_breach_even_when_wrapped(self):
        foreign = self.root.parent / "shared" / "reports"
        foreign.mkdir(parents=True)
        (foreign / "one.txt").write_text(
            "Short line.\nThe northern delegation said on Friday that every prisoner on the list had been seen.\n")
        self.write("docs/guide.md", "# Guide\nThe northern delegation said on Friday\nthat every prisoner\n"
                                    "on the list had been seen. Short line.\n")
        self.assert_breach("foreign", "docs/guide.md:2:", "one.txt")

    def test_a_module_that_the_map_forgets_is_a_breach(self):
        self.write("ARCHITECTURE.md", "`src/base/`, `src/domain/`\n")
        self.assert_breach("map", "ARCHITECTURE.md:1:", "src/reading/")

    def test_links_and_paths_in_documents_must_lead_somewhere(self):
        self.write("README.md", "[map](ARCHITECTURE.md) [gone](docs/gone.md) [out](https://example.org)\n"
                   "`src/base/*.h` and `src/nowhere/x.h`\n```\n`src/in_a_block.h`\n```\n")
        found = self.found("links")
        self.assertEqual(len(found), 2, found)
        self.assertIn("docs/gone.md", found[0])
        self.assertIn("src/nowhere/x.h", found[1])

    def test_a_decision_needs_a_number_of_its_own_and_a_line_in_the_index(self):
        self.write("docs/decisions/README.md", "[1](0001-one.md)\n")
        self.write("docs/decisions/0001-one.md", "# 1\n")
        self.assertEqual(self.found("decisions"), [])
        self.write("docs/decisions/0001-two.md", "# 1\n")
        found = "\n".join(self.found("decisions"))
        self.assertIn("0001-one.md has this number too", found)
        self.assertIn("does not list 0001-two.md", found)

    def test_the_command_exits_with_one_on_a_breach_and_zero_otherwise(self):
        command = [sys.executable, str(ROOT / "tools" / "tidy.py"), "--root", str(self.root)]
        self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 0)
        self.append("src/base/text.h", "// TODO\n")
        self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 1)


if __name__ == "__main__":
    unittest.main()
