// SPDX-License-Identifier: Apache-2.0
// Records that may be of the person, in bands; each with its strongest reasons, and all of them on demand.
import type { Band, Hit, Step } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toPair, toPerson } from "../../router";
import { reasonText } from "../../ui/persons/reason";
import { recordName, saidOf, textOf } from "../../ui/persons/record";
import { RecordSource } from "../../ui/persons/record_view";
import { strongest } from "../../ui/persons/waterfall";
import { WaterfallView } from "../../ui/persons/waterfall_view";

const bands: readonly Band[] = ["strong", "possible", "weak"];
const shownReasons = 3;

interface HitListProps {
  hits: readonly Hit[];
  taken: readonly string[];
  onTake(id: string): void;
}

export function HitList({ hits, taken, onTake }: HitListProps) {
  const words = useWords();
  return (
    <>
      {bands.map((band) => {
        const here = hits.filter((hit) => hit.band === band);
        if (here.length === 0) return null;
        return (
          <section key={band} className={`likely likely-${band}`} aria-labelledby={`band-${band}`}>
            <h2 id={`band-${band}`}>
              {words.name("band", band)} <span className="quiet">{words.name("band_means", band)}</span>
            </h2>
            <ol className="plain candidates">
              {here.map((hit) => (
                <li key={hit.record.id} data-row>
                  <HitView hit={hit} taken={taken.includes(hit.record.id)} onTake={() => onTake(hit.record.id)} />
                </li>
              ))}
            </ol>
          </section>
        );
      })}
      {taken.length === 2 && (
        <p className="compare-bar">
          <a className="action" href={toPair(taken[0] ?? "", taken[1] ?? "")}>
            {words.t("find.compare")}
          </a>
        </p>
      )}
    </>
  );
}

export function HitView({ hit, taken, onTake }: { hit: Hit; taken?: boolean; onTake?: () => void }) {
  const words = useWords();
  const { record } = hit;
  const said = [
    ...(["birth_date", "age", "rank", "unit"] as const).map((kind) => textOf(record, kind)),
    saidOf(record, words),
  ].filter((text) => text !== "");
  return (
    <article className="candidate">
      <h3>
        <a href={toPerson(hit.person)} data-row-link>
          {recordName(record, words)}
        </a>{" "}
        <span className="candidate-probability">{words.t("find.probability", { p: hit.waterfall.shown })}</span>
      </h3>
      {said.length > 0 && <p>{said.join(" · ")}</p>}
      <p>
        <RecordSource record={record} />
        {record.origin === "news" && <span className="tag">{words.t("find.lead_only")}</span>}
        {hit.person_records > 1 && <span className="tag">{words.t("find.of_person", { n: hit.person_records })}</span>}
      </p>
      <dl className="for-against">
        <Reasons title={words.t("find.for")} steps={strongest(hit.waterfall, 1, shownReasons)} />
        <Reasons title={words.t("find.against")} steps={strongest(hit.waterfall, -1, shownReasons)} />
      </dl>
      <div className="buttons">
        <details className="all-reasons">
          <summary>{words.t("find.reasons")}</summary>
          <WaterfallView waterfall={hit.waterfall} />
        </details>
        {onTake && (
          <button type="button" className="link" aria-pressed={taken} onClick={onTake}>
            {words.t(taken ? "find.taken" : "find.take")}
          </button>
        )}
      </div>
    </article>
  );
}

function Reasons({ title, steps }: { title: string; steps: readonly Step[] }) {
  const words = useWords();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {steps.length === 0
          ? words.t("find.nothing_against")
          : steps.map((step) => reasonText(step, words)).join(" · ")}
      </dd>
    </div>
  );
}
