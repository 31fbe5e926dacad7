// SPDX-License-Identifier: Apache-2.0
// Two records side by side, to be judged from the keyboard: the pairs that are suggested, one after another, or one pair
// that was asked for. What was recorded is said aloud, and the last step can be taken back at once.
import { useEffect, useRef, useState } from "react";
import { ApiError, forget, post, useResource } from "../../api/client";
import type { Comparison, JudgementReceipt, SourceRecord, Suggestions, Verdict, Waterfall } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toPerson } from "../../router";
import { SideBySide } from "../../ui/persons/record_view";
import { WaterfallView } from "../../ui/persons/waterfall_view";
import { recordName } from "../../ui/persons/record";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";
import { verdictOfKey, verdicts } from "./verdict_keys";

interface JudgePageProps {
  left: string | null;
  right: string | null;
}

export function JudgePage({ left, right }: JudgePageProps) {
  return left && right ? <OnePair left={left} right={right} /> : <Queue />;
}

interface Done {
  id: string;
  verdict: Verdict;
}

function Queue() {
  const words = useWords();
  const { data, error } = useResource<Suggestions>("/api/suggestions");
  const [passed, setPassed] = useState<readonly string[]>([]); // left open on this visit
  const heading = words.t("judge.title");
  if (error || !data)
    return (
      <>
        <PageHeading title={heading} />
        {error ? <Failed error={error} /> : <Loading />}
      </>
    );
  const keyOf = (pair: { left: SourceRecord; right: SourceRecord }) => `${pair.left.id}~${pair.right.id}`;
  const open = data.suggestions.filter((pair) => !passed.includes(keyOf(pair)));
  const pair = open[0];
  return (
    <>
      <PageHeading title={heading}>{words.t("judge.state", { n: open.length })}</PageHeading>
      <p className="measure">{words.t("judge.lead")}</p>
      <Pair
        pair={pair ? { ...pair, note: pair.left_open_before ? words.t("judge.open_before") : "" } : null}
        onJudged={(verdict) => {
          if (pair && verdict === "none") setPassed([...passed, keyOf(pair)]);
        }}
        onUndone={() => setPassed(passed.slice(0, -1))}
      />
      {!pair && (
        <Empty title={words.t("judge.done")}>
          <p>{words.t("judge.done_more")}</p>
        </Empty>
      )}
    </>
  );
}

function OnePair({ left, right }: { left: string; right: string }) {
  const words = useWords();
  const query = new URLSearchParams({ left, right }).toString();
  const { data, error } = useResource<Comparison>(`/api/comparisons?${query}`);
  const heading = words.t("judge.compare");
  if (error || !data)
    return (
      <>
        <PageHeading title={heading} />
        {error ? <Failed error={error} /> : <Loading />}
      </>
    );
  const notes = [
    ...(data.standing ? [words.t("judge.standing", { verdict: words.name("verdict", data.standing) })] : []),
    ...(data.one_person ? [words.t("judge.one_person")] : []),
    ...(data.kept_apart ? [words.t("judge.kept_apart")] : []),
  ];
  return (
    <>
      <PageHeading title={heading} />
      <Pair pair={{ ...data, note: notes.join(" ") }} />
    </>
  );
}

interface Shown {
  left: SourceRecord;
  right: SourceRecord;
  waterfall: Waterfall;
  note: string;
}

interface PairProps {
  pair: Shown | null;
  onJudged?: (verdict: Verdict) => void;
  onUndone?: () => void;
}

function Pair({ pair, onJudged, onUndone }: PairProps) {
  const words = useWords();
  const [why, setWhy] = useState("");
  const [last, setLast] = useState<Done | null>(null);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const busy = useRef(false);
  const failed = (error: unknown) =>
    setProblem(error instanceof ApiError ? error : new ApiError("unavailable", String(error), 0));
  const step = (work: Promise<void>) => {
    busy.current = true;
    setProblem(null);
    work.catch(failed).finally(() => {
      busy.current = false;
      forget();
    });
  };
  const judge = (verdict: Verdict) => {
    if (!pair || busy.current) return;
    const body = { left: pair.left.id, right: pair.right.id, verdict, why: why.trim(), shown: pair.waterfall.total };
    step(
      post<JudgementReceipt>("/api/judgements", body).then((receipt) => {
        const worse = contradictions(receipt.after) > contradictions(receipt.before);
        setSaid(
          words.t("judge.announce", { verdict: words.name("verdict", verdict) }) +
            (worse ? ` ${words.t("judge.contradiction")}` : ""),
        );
        setLast({ id: receipt.id, verdict });
        setWhy("");
        onJudged?.(verdict);
      }),
    );
  };
  const undo = () => {
    if (busy.current) return;
    if (!last) {
      setSaid(words.t("judge.nothing_to_undo"));
      return;
    }
    step(
      post(`/api/judgements/${last.id}/undo`, {}).then(() => {
        setSaid(words.t("judge.announce_undone", { verdict: words.name("verdict", last.verdict) }));
        setLast(null);
        if (last.verdict === "none") onUndone?.();
      }),
    );
  };
  useJudgeKeys(judge, undo);
  return (
    <>
      <p role="status" aria-live="polite" className="announcement">
        {said}
      </p>
      {problem && (
        <p className="error" role="alert">
          {problem.fault === "offline" ? words.t("state.offline") : problem.message}
        </p>
      )}
      <div className="judging" role="group" aria-label={words.t("judge.keys")}>
        {verdicts.map(({ verdict, key, text }) => (
          <button
            key={verdict}
            type="button"
            aria-keyshortcuts={key}
            disabled={pair === null}
            onClick={() => judge(verdict)}
          >
            <kbd>{key}</kbd> {words.t(text)}
          </button>
        ))}
        <button type="button" className="link" aria-keyshortcuts="Z" onClick={undo}>
          <kbd>Z</kbd> {words.t("judge.undo")}
        </button>
      </div>
      {pair && (
        <>
          {pair.note && <p className="quiet">{pair.note}</p>}
          <label className="field field-wide">
            <span>{words.t("judge.why")}</span>
            <input type="text" value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
          </label>
          <SideBySide caption={words.t("compare.caption")} records={[pair.left, pair.right]} mark />
          <p className="buttons">
            {[pair.left, pair.right].map((record) => (
              <a key={record.id} href={toPerson(record.id)}>
                {words.t("find.open_file")}: {recordName(record, words)}
              </a>
            ))}
          </p>
          <WaterfallView waterfall={pair.waterfall} />
        </>
      )}
    </>
  );
}

function contradictions(persons: JudgementReceipt["after"]): number {
  return persons.reduce((sum, person) => sum + person.contradictions, 0);
}

// S, D, U, N and Z, wherever the focus is but where somebody writes.
function useJudgeKeys(judge: (verdict: Verdict) => void, undo: () => void): void {
  const latest = useRef({ judge, undo });
  latest.current = { judge, undo };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const verdict = verdictOfKey(event);
      if (verdict) latest.current.judge(verdict);
      else if (event.code === "KeyZ") latest.current.undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
