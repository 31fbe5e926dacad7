# SPDX-License-Identifier: Apache-2.0
"""Holds a reckoning of invented reports against the truth beside them.

    nostos synth reports --count 100000 --truth truth.jsonl | nostos reckon --format json - > reckoning.json
    python3 tools/score_reckoning.py truth.jsonl reckoning.json

or all of it in one command, which also writes the table of the page (--markdown):

    python3 tools/score_reckoning.py --run build/release/nostos --count 100000 --lang en,uk,ru

Says which share of the errors put in was found (recall), which share of warnings and contradictions goes back to an
error put in (precision), which share of the pairs of reports that were put together tells of two exchanges (false
merges), and whether a figure that a report takes back is used all the same. A finding goes back to an error when one of
its claims stands in the report with the error.
"""
import argparse
import collections
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def load(path):
    truth = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "report" in row:
                truth[row["digest"]] = row
    return truth


def score_findings(truth, reckoning):
    """Errors put in and found, by kind; warnings raised and those that go back to an error; the false and the missed."""
    wrong = {digest for digest, row in truth.items() if row["injected"] != "none"}
    found = collections.defaultdict(set)
    raised, false = 0, []
    for finding in reckoning["findings"]:
        reports = {claim["report"] for claim in finding["claims"]}
        for digest in reports & wrong:
            found[digest].add(finding["audit"])
        if finding["severity"] == "note":
            continue
        raised += 1
        if not reports & wrong:
            false.append(finding)
    put_in, hit, missed = collections.Counter(), collections.Counter(), []
    for digest in wrong:
        row = truth[digest]
        put_in[row["injected"]] += 1
        if found[digest] & set(row["audits"].split("|")):
            hit[row["injected"]] += 1
        else:
            missed.append((row["injected"], row["report"]))
    return {"put_in": put_in, "hit": hit, "missed": sorted(missed), "raised": raised, "false": false,
            "recall": sum(hit.values()) / max(len(wrong), 1), "precision": 1 - len(false) / max(raised, 1)}


def score_merges(truth, reckoning):
    """Pairs of reports put together, and those of them that tell of two exchanges."""
    pairs, false, merged = 0, 0, []
    for exchange in reckoning["exchanges"]:
        told = collections.Counter()
        for member in exchange["members"]:
            row = truth[member.split("#")[0]]
            told[frozenset(x for x in (row["about"], row["recalls"]) if x is not None)] += 1
        size = sum(told.values())
        pairs += size * (size - 1) // 2
        here = sum(told[a] * told[b] for a, b in itertools.combinations(told, 2) if not a & b)
        false += here
        if here:
            merged.append((exchange["id"], {tuple(k): v for k, v in told.items()}))
    done = sum(1 for e in reckoning["exchanges"] if e["type"] == "exchange" and e["status"] == "completed")
    return {"pairs": pairs, "false": false, "merged": merged, "share": false / max(pairs, 1), "reckoned": done,
            "true": len({row["about"] for row in truth.values()})}


def score_withdrawn(truth, reckoning):
    """Reports that take back a figure, and those whose figure is a count of their exchange all the same."""
    taken_back = {digest: row["withdrawn"] for digest, row in truth.items() if row.get("withdrawn") is not None}
    used = []
    for exchange in reckoning["exchanges"]:
        figures = {leg["count"][bound] for leg in exchange["legs"] for bound in ("low", "best", "high")}
        reports = {member.split("#")[0] for member in exchange["members"]}
        used += [truth[digest]["report"] for digest in reports & taken_back.keys() if taken_back[digest] in figures]
    return {"reports": len(taken_back), "used": sorted(used)}


def show_all(findings, merges, withdrawn, show):
    put_in, hit = findings["put_in"], findings["hit"]
    print(f"errors put in {sum(put_in.values())}, found {sum(hit.values())}: recall {findings['recall']:.4f}")
    for kind in sorted(put_in):
        print(f"  {kind:12} {hit[kind]:6} of {put_in[kind]:6}")
    print(f"warnings and contradictions {findings['raised']}, of an error "
          f"{findings['raised'] - len(findings['false'])}: precision {findings['precision']:.4f}")
    for audit, count in collections.Counter(f["audit"] for f in findings["false"]).most_common():
        print(f"  false: {audit:14} {count}")
    print(f"pairs put together {merges['pairs']}, of two exchanges {merges['false']}: false merges "
          f"{100 * merges['share']:.4f} % ({len(merges['merged'])} exchanges); {merges['reckoned']} exchanges reckoned, "
          f"{merges['true']} true")
    print(f"reports that take back a figure {withdrawn['reports']}, of which it is used all the same "
          f"{len(withdrawn['used'])}")
    for finding in findings["false"][:show]:
        print("  false:", finding["audit"], finding["exchanges"][:4], finding["verdict"], finding["arithmetic"])
    for kind, report in findings["missed"][:show]:
        print("  missed:", kind, report)
    for merged in merges["merged"][:show]:
        print("  merged:", *merged)
    for report in withdrawn["used"][:show]:
        print("  withdrawn and used:", report)


def run(nostos, count, exchanges, errors, lang, seed, folder):
    """Invents a corpus and has it reckoned. Returns the truth and the reckoning."""
    truth, reports, reckoning = (Path(folder) / name for name in ("truth.jsonl", "reports.jsonl", "reckoning.json"))
    with open(reports, "wb") as out:
        subprocess.run([nostos, "synth", "reports", "--count", str(count), "--exchanges", str(exchanges), "--errors",
                        str(errors), "--lang", lang, "--seed", str(seed), "--truth", str(truth)], stdout=out, check=True)
    with open(reckoning, "wb") as out:
        subprocess.run([nostos, "reckon", "--format", "json", str(reports)], stdout=out, check=True)
    with open(reckoning, encoding="utf-8") as file:
        return load(truth), json.load(file)


def markdown(given, rows):
    """The page: a line for each corpus, then the errors by kind."""
    lines = ["# Reckoning against the truth", "",
             "Invented reports of a ledger that is known, with errors put in on purpose (`nostos synth reports`), read and "
             "reckoned. Made by", "",
             f"    python3 tools/score_reckoning.py --run build/release/nostos --count {given.count} --exchanges "
             f"{given.exchanges} --errors {given.errors} --lang {given.lang} --markdown "
             "docs/benchmarks/reckoning-accuracy.md", "",
             "| reports in | reports | errors | found | precision | false merges | figures taken back | used all the same |",
             "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for lang, truth, findings, merges, withdrawn in rows:
        lines.append(f"| {lang} | {len(truth):,} | {sum(findings['put_in'].values()):,} | {100 * findings['recall']:.2f} % | "
                     f"{100 * findings['precision']:.2f} % | {100 * merges['share']:.3f} % | {withdrawn['reports']:,} | "
                     f"{len(withdrawn['used'])} |")
    findings = rows[-1][2]
    lines += ["", f"Errors by kind, {rows[-1][0]}:", "", "| error | put in | found |", "|---|--:|--:|"]
    lines += [f"| {kind} | {put_in:,} | {findings['hit'][kind]:,} |" for kind, put_in in sorted(findings["put_in"].items())]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", nargs="?")
    parser.add_argument("reckoning", nargs="?")
    parser.add_argument("--run", metavar="NOSTOS", help="invent and reckon with this program")
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--exchanges", type=int, default=200)
    parser.add_argument("--errors", type=int, default=20, metavar="N", help="of 1,000 reports")
    parser.add_argument("--lang", default="en,uk,ru")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", metavar="FILE")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the first N that are false or missed")
    parser.add_argument("--least-recall", type=float, default=0)
    parser.add_argument("--least-precision", type=float, default=0)
    parser.add_argument("--most-false-merges", type=float, default=1, metavar="SHARE")
    given = parser.parse_args()
    if not given.run and not given.reckoning:
        parser.error("name the truth and the reckoning, or the program with --run")
    rows, fine = [], True
    languages = given.lang.split(",") if given.markdown and "," in given.lang else []
    for lang in [*languages, given.lang] if given.run else [given.lang]:
        if given.run:
            started = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                count = given.count if lang == given.lang else given.count // 10
                truth, reckoning = run(given.run, count, given.exchanges, given.errors, lang, given.seed, folder)
            print(f"{lang}: {len(truth)} reports, read and reckoned in {time.monotonic() - started:.1f} s")
        else:
            truth = load(given.truth)
            with open(given.reckoning, encoding="utf-8") as file:
                reckoning = json.load(file)
        findings, merges = score_findings(truth, reckoning), score_merges(truth, reckoning)
        withdrawn = score_withdrawn(truth, reckoning)
        show_all(findings, merges, withdrawn, given.show)
        rows.append((lang, truth, findings, merges, withdrawn))
        fine = (fine and findings["recall"] >= given.least_recall and findings["precision"] >= given.least_precision
                and merges["share"] <= given.most_false_merges and not withdrawn["used"])
    if given.markdown:
        Path(given.markdown).write_text(markdown(given, rows), encoding="utf-8")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
