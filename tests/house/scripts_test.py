# SPDX-License-Identifier: Apache-2.0
"""./run, ./test and what they share: options, exit codes, and the three ways to a missing package.

The system around them (dpkg-query, apt-get, sudo, id, node) is played by small stand-ins on the PATH,
so nothing is installed.
"""
import os
import socket
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class OptionsTest(unittest.TestCase):
    def run_script(self, *words):
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    def test_help_names_every_option_and_the_exit_codes(self):
        for script, options in {"./run": ["--port", "--data", "--no-apt"],
                                "./test": ["--quick", "--long", "--only", "--no-apt"]}.items():
            told = self.run_script(script, "--help")
            self.assertEqual(told.returncode, 0)
            for word in options + ["Exit codes"]:
                self.assertIn(word, told.stdout)

    def test_an_unknown_option_is_named_and_exits_with_two(self):
        for script in ["./run", "./test"]:
            told = self.run_script(script, "--prot", "8081")
            self.assertEqual(told.returncode, 2)
            self.assertIn('"--prot"', told.stderr)
            self.assertIn("--no-apt", told.stderr)

    def test_a_port_that_is_no_port_exits_with_two(self):
        for port in ["0", "65536", "eighty", "8080x"]:
            told = self.run_script("./run", "--port", port)
            self.assertEqual(told.returncode, 2, told)
            self.assertIn(f'"{port}"', told.stderr)

    def test_an_option_without_its_value_exits_with_two(self):
        self.assertEqual(self.run_script("./run", "--port").returncode, 2)

    def test_a_taken_port_is_told_at_once_with_a_free_one(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            told = self.run_script("./run", "--port", str(port))
        self.assertEqual(told.returncode, 1)
        self.assertRegex(told.stderr, rf"Port {port} is taken .* \./run --port \d+")


class SystemTest(unittest.TestCase):
    """Sources tools/bootstrap.sh in a folder of its own, with stand-ins for the system."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        (self.root / "packages").mkdir()
        (self.root / "packages" / "build.txt").write_text("# what\ng++    # compiler\nlibssl-dev # SHA-256\ncmake\n")
        (self.root / "bin").mkdir()
        self.stand_in("dpkg-query", 'printf "cmake\\tinstalled\\nlibssl-dev\\tconfig-files\\n"; exit 1')
        self.stand_in("apt-get", f'echo "$0 $*" >>"{self.root}/asked"; '
                      "echo 0 upgraded, 2 newly installed, 0 to remove; echo Setting up g++")
        self.stand_in("id", "echo 0")

    def stand_in(self, name, body):
        path = self.root / "bin" / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def bash(self, script, path="/usr/bin:/bin"):
        environment = {"PATH": f"{self.root}/bin:{path}", "HOME": str(self.root)}
        return subprocess.run(
            ["bash", "-c", f'set -euo pipefail; root={self.root}; . "{ROOT}/tools/bootstrap.sh"; {script}'],
            env=environment, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)

    def asked(self):
        path = self.root / "asked"
        return path.read_text() if path.exists() else ""

    def test_nothing_missing_asks_nobody_and_says_nothing(self):
        self.stand_in("dpkg-query", 'printf "cmake\\tinstalled\\nlibssl-dev\\tinstalled\\ng++\\tinstalled\\n"')
        told = self.bash('need_packages "to build" build')
        self.assertEqual((told.returncode, told.stdout, self.asked()), (0, "", ""))

    def test_root_installs_what_is_missing_and_says_what_and_why(self):
        told = self.bash('need_packages "to build" build')
        self.assertEqual(told.returncode, 0, told)
        self.assertIn("Missing, to build", told.stdout)
        self.assertRegex(told.stdout, r"g\+\+ +# compiler")
        self.assertRegex(told.stdout, r"libssl-dev +# SHA-256")
        self.assertIn("installed 50 % of 2 packages", told.stdout)
        self.assertNotIn("cmake", told.stdout)
        self.assertRegex(self.asked(), r"-q update\n")
        self.assertRegex(self.asked(), r"install -y --no-install-recommends .*g\+\+ libssl-dev\n")

    def test_a_user_with_sudo_installs_through_it(self):
        self.stand_in("id", "echo 1000")
        self.stand_in("sudo", '[ "$1" = -n ] && exit 0; echo through sudo; exec "$@"')
        told = self.bash('need_packages "to build" build')
        self.assertEqual(told.returncode, 0, told)
        self.assertIn("(through sudo)", told.stdout)
        self.assertIn("g++ libssl-dev", self.asked())

    def test_a_user_who_may_not_gets_the_exact_line_and_exit_code_three(self):
        self.stand_in("id", "echo 1000")
        self.stand_in("sudo", "exit 1")
        told = self.bash('need_packages "to build" build')
        self.assertEqual(told.returncode, 3)
        self.assertIn("apt-get update && apt-get install -y --no-install-recommends g++ libssl-dev\n", told.stderr)
        self.assertEqual(self.asked(), "")

    def test_no_apt_installs_nothing_even_as_root(self):
        told = self.bash('no_apt=yes; need_packages "to build" build')
        self.assertEqual(told.returncode, 3)
        self.assertIn("--no-install-recommends g++ libssl-dev", told.stderr)
        self.assertEqual(self.asked(), "")

    def test_a_failing_apt_shows_what_it_said_and_what_to_try(self):
        self.stand_in("apt-get", "echo E: no room left on the device; exit 100")
        told = self.bash('need_packages "to build" build')
        self.assertEqual(told.returncode, 1)
        self.assertIn("no room left", told.stderr)
        self.assertIn("disk space", told.stderr)

    def test_a_node_that_is_new_enough_is_used_as_it_is(self):
        for version in ["v20.19.0", "v22.1.0", "v100.0.0"]:
            self.stand_in("node", f"echo {version}")
            self.stand_in("npm", "exit 9")
            self.assertEqual(self.bash("need_node; command -v node").stdout.strip(), f"{self.root}/bin/node")

    def test_an_old_node_is_told_and_a_new_one_fetched_beside_it(self):
        self.stand_in("node", "echo v18.20.4")
        fetched = self.root / ".cache/nostos/node_modules/node/bin"
        self.stand_in("npm", f'mkdir -p {fetched}; printf "#!/bin/sh\\necho v22.1.0\\n" >{fetched}/node; '
                             f"chmod +x {fetched}/node")
        told = self.bash("need_node; node --version")
        self.assertEqual(told.returncode, 0, told)
        self.assertIn("v18.20.4 is too old", told.stdout)
        self.assertEqual(told.stdout.strip().split("\n")[-1], "v22.1.0")
        again = self.bash("need_node; node --version")
        self.assertEqual(again.stdout.strip(), "v22.1.0", "the second time it is there already")

    def test_a_failing_step_shows_the_end_of_its_log(self):
        told = self.bash('logged sample "The sample" sh -c "echo first; echo last words; exit 7" || echo "code $?"')
        self.assertIn("code 7", told.stdout)
        self.assertIn("The sample failed (exit 7)", told.stderr)
        self.assertIn("| last words", told.stderr)

    def test_a_step_over_its_limit_is_stopped_with_all_it_started(self):
        told = self.bash('limit=1 logged sample "The sample" sh -c "sleep 60 & wait" || echo stopped')
        self.assertIn("longer than its limit of 1 s", told.stdout)
        self.assertIn("stopped", told.stdout)

    def test_changed_content_changes_the_hash_and_made_files_do_not(self):
        web = self.root / "web"
        web.mkdir()
        (web / "page.tsx").write_text("one")
        first = self.bash("content_hash web").stdout
        (web / "node_modules").mkdir()
        (web / "node_modules" / "x.js").write_text("made")
        self.assertEqual(self.bash("content_hash web").stdout, first)
        (web / "page.tsx").write_text("two")
        self.assertNotEqual(self.bash("content_hash web").stdout, first)


if __name__ == "__main__":
    unittest.main()
