# SPDX-License-Identifier: Apache-2.0
"""Holds a reckoning of invented reports against the truth beside them.

    nostos synth reports --count 100000 --truth truth.jsonl | nostos reckon --format json - > reckoning.json
    python3 tools/score_reckoning.py truth.jsonl reckoning.json

Says which share of the errors put in was found (recall), which share of warnings and contradictions goes back to an
error put in (precision), and which share of the pairs of reports that were put together tells of two exchanges (false
merges). A finding goes back to an error when one of its claims stands in the report with the error.
"""
import argparse
import collections
import itertools
import json
import sys


def load(path):
    truth = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "report" in row:
                truth[row["digest"]] = row
    return truth


def score_findings(truth, reckoning, show):
    wrong = {digest for digest, row in truth.items() if row["injected"] != "none"}
    found = collections.defaultdict(set)
    raised = true = 0
    false = []
    for finding in reckoning["findings"]:
        reports = {claim["report"] for claim in finding["claims"]}
        for digest in reports & wrong:
            found[digest].add(finding["audit"])
        if finding["severity"] == "note":
            continue
        raised += 1
        if reports & wrong:
            true += 1
        else:
            false.append(finding)
    hit = collections.Counter()
    put_in = collections.Counter()
    missed = []
    for digest in wrong:
        row = truth[digest]
        put_in[row["injected"]] += 1
        if found[digest] & set(row["audits"].split("|")):
            hit[row["injected"]] += 1
        else:
            missed.append((row["injected"], row["report"]))
    print(f"errors put in {len(wrong)}, found {sum(hit.values())}: recall {sum(hit.values()) / max(len(wrong), 1):.4f}")
    for kind in sorted(put_in):
        print(f"  {kind:12} {hit[kind]:6} of {put_in[kind]:6}")
    print(f"warnings and contradictions {raised}, of an error {true}: precision {true / max(raised, 1):.4f}")
    for audit, count in collections.Counter(f["audit"] for f in false).most_common():
        print(f"  false: {audit:14} {count}")
    if show:
        for finding in false[:show]:
            print("  false:", finding["audit"], finding["exchanges"][:4], finding["verdict"], finding["arithmetic"])
        for kind, report in sorted(missed)[:show]:
            print("  missed:", kind, report)
    return sum(hit.values()) / max(len(wrong), 1), true / max(raised, 1)


def score_merges(truth, reckoning, show):
    pairs = false = mixed = 0
    for exchange in reckoning["exchanges"]:
        told = collections.Counter()
        for member in exchange["members"]:
            row = truth[member.split("#")[0]]
            told[frozenset(x for x in (row["about"], row["recalls"]) if x is not None)] += 1
        size = sum(told.values())
        pairs += size * (size - 1) // 2
        here = sum(told[a] * told[b] for a, b in itertools.combinations(told, 2) if not a & b)
        false += here
        mixed += here > 0
        if here and show:
            print("  merged:", exchange["id"], {tuple(k): v for k, v in told.items()})
    exchanges = sum(1 for e in reckoning["exchanges"] if e["type"] == "exchange" and e["status"] == "completed")
    true = len({row["about"] for row in truth.values()})
    print(f"pairs put together {pairs}, of two exchanges {false}: false merges {100 * false / max(pairs, 1):.4f} % "
          f"({mixed} exchanges); {exchanges} exchanges reckoned, {true} true")
    return false / max(pairs, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("reckoning")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the first N that are false or missed")
    parser.add_argument("--least-recall", type=float, default=0)
    parser.add_argument("--least-precision", type=float, default=0)
    parser.add_argument("--most-false-merges", type=float, default=1, metavar="SHARE")
    given = parser.parse_args()
    truth = load(given.truth)
    with open(given.reckoning, encoding="utf-8") as file:
        reckoning = json.load(file)
    recall, precision = score_findings(truth, reckoning, given.show)
    merges = score_merges(truth, reckoning, given.show)
    fine = recall >= given.least_recall and precision >= given.least_precision and merges <= given.most_false_merges
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
