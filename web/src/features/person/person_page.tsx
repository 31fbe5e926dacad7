// SPDX-License-Identifier: Apache-2.0
// A person's file: what each record says, who judged what and why, what contradicts; as of now or of any past entry.
import { useState } from "react";
import { ApiError, forget, post, useResource } from "../../api/client";
import type { Judgement, Person, Touched } from "../../api/types";
import { useWords, type Words } from "../../i18n/text";
import { go, toPerson } from "../../router";
import { recordName, shortId } from "../../ui/persons/record";
import { SideBySide } from "../../ui/persons/record_view";
import { TouchedView } from "../../ui/persons/touched_view";
import { WaterfallView } from "../../ui/persons/waterfall_view";
import { Failed, Loading, PageHeading } from "../../ui/states";

export function PersonPage({ id, asOf }: { id: string; asOf: string | null }) {
  const words = useWords();
  const past = asOf !== null && /^\d+$/.test(asOf) ? Number(asOf) : null;
  const path = `/api/persons/${encodeURIComponent(id)}`;
  const { data, error } = useResource<Person>(past === null ? path : `${path}?as_of=${past}`);
  const now = useResource<Person>(past === null ? null : path).data ?? data;
  if (error || !data)
    return (
      <>
        <PageHeading title={words.t("person.title")} />
        {error ? <Failed error={error} /> : <Loading />}
      </>
    );
  const names = namesOf(data, now, words);
  const first = data.records[0];
  return (
    <article>
      <p className="above-heading">{words.t("person.title")}</p>
      <PageHeading title={words.t("person.title")}>{first ? recordName(first, words) : shortId(id)}</PageHeading>
      <p className="quiet">
        {words.t("person.records", { n: data.records.length })}. {words.t("person.reading")}
      </p>
      {now && now.judgements.length > 0 && <AsOf id={id} past={past} judgements={now.judgements} />}
      {past !== null && (
        <p className="error">
          {words.t("person.past", { n: past })} <a href={toPerson(id)}>{words.t("person.to_now")}</a>
        </p>
      )}
      <Contradictions person={data} names={names} />
      <section aria-labelledby="records">
        <h2 id="records">{words.t("person.all_fields")}</h2>
        {data.records.length === 1 && <p className="quiet">{words.t("person.single")}</p>}
        <SideBySide caption={words.t("compare.caption")} records={data.records} mark />
      </section>
      <section aria-labelledby="judgements">
        <h2 id="judgements">{words.t("person.judgements")}</h2>
        {data.judgements.length === 0 ? (
          <p className="quiet">{words.t("person.none_judged")}</p>
        ) : (
          <ol className="plain judged-list">
            {data.judgements.map((judgement) => (
              <li key={judgement.id} id={`judgement-${judgement.id}`} data-row>
                <JudgementView judgement={judgement} names={names} undoable={past === null} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </article>
  );
}

function namesOf(person: Person, now: Person | undefined, words: Words): ReadonlyMap<string, string> {
  const records = [...person.records, ...(now?.records ?? [])];
  return new Map(records.map((record) => [record.id, `${recordName(record, words)} (${shortId(record.id)})`]));
}

// The moments at which something was judged or taken back, to look at the file as it stood before each.
function AsOf({ id, past, judgements }: { id: string; past: number | null; judgements: readonly Judgement[] }) {
  const words = useWords();
  const moments = judgements
    .flatMap((one) => [
      { entry: one.entry, at: one.recorded_at },
      ...one.undone.map((note) => ({ entry: note.entry, at: note.recorded_at })),
    ])
    .sort((a, b) => b.entry - a.entry);
  if (past !== null && !moments.some((moment) => moment.entry === past)) moments.push({ entry: past, at: "" });
  return (
    <label className="field as-of">
      <span>{words.t("person.as_of")}</span>
      <select
        value={past ?? "now"}
        onChange={(event) => go(event.target.value === "now" ? toPerson(id) : toPerson(id, Number(event.target.value)))}
      >
        <option value="now">{words.t("person.now")}</option>
        {moments.map((moment) => (
          <option key={moment.entry} value={moment.entry}>
            {words.t("person.before", { n: moment.entry, when: moment.at ? words.moment(moment.at) : "–" })}
          </option>
        ))}
      </select>
    </label>
  );
}

function Contradictions({ person, names }: { person: Person; names: ReadonlyMap<string, string> }) {
  const words = useWords();
  if (person.contradictions.length === 0) return null;
  const byId = new Map(person.judgements.map((judgement) => [judgement.id, judgement]));
  const pair = (judgement: Judgement) => ({
    a: names.get(judgement.left) ?? shortId(judgement.left),
    b: names.get(judgement.right) ?? shortId(judgement.right),
  });
  return (
    <section className="contradictions" aria-labelledby="contradictions">
      <h2 id="contradictions">{words.t("person.contradictions")}</h2>
      {person.contradictions.map((contradiction) => {
        const different = byId.get(contradiction.different);
        if (!different) return null;
        return (
          <div key={different.id} className="error">
            <p>{words.t("person.contradiction", { who: different.author, ...pair(different) })}</p>
            <ul>
              {contradiction.way.flatMap((id) => {
                const step = byId.get(id);
                return step
                  ? [
                      <li key={id}>
                        {words.t("person.pair", { verdict: words.name("verdict", step.verdict), ...pair(step) })}
                        {step.why && <> – {step.why}</>}
                      </li>,
                    ]
                  : [];
              })}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

interface JudgementViewProps {
  judgement: Judgement;
  names: ReadonlyMap<string, string>;
  undoable: boolean;
}

function JudgementView({ judgement, names, undoable }: JudgementViewProps) {
  const words = useWords();
  const name = (record: string) => names.get(record) ?? shortId(record);
  const gone = judgement.undone.length > 0;
  const heading = words.t("person.pair", {
    verdict: words.name("verdict", judgement.verdict),
    a: name(judgement.left),
    b: name(judgement.right),
  });
  return (
    <article className={gone ? "judged gone" : "judged"}>
      <h3>{gone ? <s>{heading}</s> : heading}</h3>
      <p>{judgement.why || <span className="quiet">{words.t("person.no_reason")}</span>}</p>
      <p className="quiet">
        {judgement.author}, {words.moment(judgement.recorded_at)}
      </p>
      {judgement.undone.map((note) => (
        <p key={note.entry}>
          {words.t("person.undone", {
            who: note.author,
            when: words.moment(note.recorded_at),
            why: note.why || words.t("person.no_reason"),
          })}
        </p>
      ))}
      {judgement.shown.steps.length > 0 && (
        <details className="all-reasons">
          <summary>{words.t("find.reasons")}</summary>
          <WaterfallView waterfall={judgement.shown} />
        </details>
      )}
      {!gone && undoable && <Undo judgement={judgement} names={names} />}
    </article>
  );
}

// First what it would touch, then the step itself.
function Undo({ judgement, names }: { judgement: Judgement; names: ReadonlyMap<string, string> }) {
  const words = useWords();
  const [touched, setTouched] = useState<Touched | null>(null);
  const [why, setWhy] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const path = `/api/judgements/${judgement.id}/undo`;
  const failed = (error: unknown) =>
    setProblem(error instanceof ApiError ? error : new ApiError("unavailable", String(error), 0));
  return (
    <div className="undo">
      {touched === null ? (
        <button
          type="button"
          className="link"
          onClick={() => post<Touched>(path, { preview: true }).then(setTouched, failed)}
        >
          {words.t("person.undo")}
        </button>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            post(path, { why: why.trim() }).then(() => {
              setTouched(null);
              forget();
            }, failed);
          }}
        >
          <h4>{words.t("person.undo_touches")}</h4>
          <TouchedView touched={touched} names={names} />
          <label className="field">
            <span>{words.t("person.undo_why")}</span>
            <input type="text" value={why} autoFocus maxLength={500} onChange={(event) => setWhy(event.target.value)} />
          </label>
          <p className="buttons">
            <button type="submit" className="action">
              {words.t("person.undo_do")}
            </button>
            <button type="button" onClick={() => setTouched(null)}>
              {words.t("person.undo_leave")}
            </button>
          </p>
        </form>
      )}
      {problem && (
        <p className="error" role="alert">
          {problem.message || words.t("state.offline")}
        </p>
      )}
    </div>
  );
}
