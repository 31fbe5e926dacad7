// SPDX-License-Identifier: Apache-2.0
// One box for a person. What was asked stays in this window's memory and never in an address.
import { useRef, useState } from "react";
import { ApiError, post } from "../../api/client";
import type { Purpose, SearchAnswer } from "../../api/types";
import { useWords } from "../../i18n/text";
import { Empty, PageHeading } from "../../ui/states";
import { HitList, HitView } from "./hit_list";
import { NameBox } from "./name_box";
import { PartList } from "./part_list";
import { changed, partsOf, soughtOf, type Part } from "./parts";

const purposes: readonly Purpose[] = ["inform_family", "account_for", "identify", "check_list", "correct"];

interface State {
  question: string;
  purpose: Purpose;
  answer: SearchAnswer | null;
  parts: readonly Part[];
  taken: readonly string[];
}

// Going to a file and back finds the search as it was left.
let remembered: State = { question: "", purpose: "inform_family", answer: null, parts: [], taken: [] };

export function FindPage() {
  const words = useWords();
  const [state, setState] = useState(remembered);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const turn = useRef(0);
  const put = (change: Partial<State>) =>
    setState((old) => {
      remembered = { ...old, ...change };
      return remembered;
    });
  const search = (corrected: boolean, record?: string) => {
    const mine = ++turn.current;
    setBusy(true);
    setProblem(null);
    post<SearchAnswer>("/api/searches", {
      question: state.question.trim(),
      purpose: state.purpose,
      ...(corrected ? { corrected: true, sought: soughtOf(state.parts) } : {}),
      ...(record ? { record } : {}),
    })
      .then((answer) => {
        if (mine === turn.current) put({ answer, parts: partsOf(answer.sought), taken: [] });
      })
      .catch((error: unknown) => {
        if (mine === turn.current)
          setProblem(error instanceof ApiError ? error : new ApiError("unavailable", String(error), 0));
      })
      .finally(() => {
        if (mine === turn.current) setBusy(false);
      });
  };
  const { answer } = state;
  const take = (id: string) =>
    put({
      taken: state.taken.includes(id) ? state.taken.filter((one) => one !== id) : [...state.taken.slice(-1), id],
    });
  return (
    <>
      <PageHeading title={words.t("find.title")} />
      <p className="measure">{words.t("find.lead")}</p>
      <form
        className="ask"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          search(false);
        }}
      >
        <NameBox value={state.question} onValue={(question) => put({ question })} />
        <label className="field">
          <span>{words.t("find.purpose")}</span>
          <select value={state.purpose} onChange={(event) => put({ purpose: event.target.value as Purpose })}>
            {purposes.map((purpose) => (
              <option key={purpose} value={purpose}>
                {words.name("purpose", purpose)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="action" disabled={state.question.trim() === ""}>
          {words.t("find.search")}
        </button>
      </form>
      {problem && (
        <p className="error" role="alert">
          {problem.fault === "offline" ? words.t("state.offline") : problem.message}
        </p>
      )}
      <p role="status" className="quiet">
        {busy
          ? words.t("find.searching")
          : answer
            ? `${words.t("find.searched", { n: answer.searched })}. ${words.t("find.found", { n: answer.hits.length })}.`
            : ""}
      </p>
      {answer && (
        <>
          <PartList
            parts={state.parts}
            unread={answer.unread}
            changed={changed(state.parts, answer.sought)}
            onParts={(parts) => put({ parts })}
            onSearch={() => search(true)}
          />
          {answer.hits.length === 0 ? (
            <Empty title={words.t("find.none")}>
              <p>{words.t("find.none_more")}</p>
            </Empty>
          ) : (
            <HitList hits={answer.hits} taken={state.taken} onTake={take} />
          )}
          <WhyNot answer={answer} onAsk={(record) => search(true, record)} />
        </>
      )}
    </>
  );
}

function WhyNot({ answer, onAsk }: { answer: SearchAnswer; onAsk(record: string): void }) {
  const words = useWords();
  const [record, setRecord] = useState("");
  const bad = !/^[0-9a-f]{8,32}$/.test(record.trim());
  return (
    <section aria-labelledby="why-not">
      <h2 id="why-not">{words.t("find.why_not")}</h2>
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault();
          if (!bad) onAsk(record.trim());
        }}
      >
        <label className="field">
          <span>{words.t("find.why_not_hint")}</span>
          <input type="text" value={record} onChange={(event) => setRecord(event.target.value)} autoComplete="off" />
        </label>
        <button type="submit" disabled={bad}>
          {words.t("find.why_not_ask")}
        </button>
      </form>
      {answer.named && (
        <div role="status">
          <p>{words.name("why_not", answer.named.why)}</p>
          <HitView hit={answer.named} />
        </div>
      )}
    </section>
  );
}
