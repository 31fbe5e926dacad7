// SPDX-License-Identifier: Apache-2.0
// The strip of facts under the headline, each with how it is known.
import { type ReactNode } from "react";
import type { ExchangeView, ResolvedClaim } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toReport } from "../../router";
import { whyDate, whyOrdinal, whyTotal } from "../../ui/explain";
import { CountFigure, DateFigure, Figure } from "../../ui/figure";
import { Plain } from "../../ui/plain";
import { useParties } from "../../ui/parties";

export function Facts({ exchange, claims }: { exchange: ExchangeView; claims: readonly ResolvedClaim[] }) {
  const words = useWords();
  const parties = useParties();
  const dateClaims = claims
    .filter((one) => one.claim.date)
    .map((one) => ({ report: one.report.digest, claim: one.claim.id }));
  const facts: [string, ReactNode][] = [];
  facts.push([
    words.t("exchange.date"),
    <>
      <DateFigure
        explain={whyDate(exchange)}
        date={exchange.date}
        label={words.t("exchange.date")}
        claims={dateClaims.length > 0 ? dateClaims : exchange.claims.slice(0, 2)}
        exchange={exchange.id}
      />
      {exchange.date.basis && (
        <span className="fact-more">
          <Plain text={exchange.date.basis} />
        </span>
      )}
      {exchange.date_proof.length > 0 && (
        <details>
          <summary>{words.t("exchange.proof")}</summary>
          <ol className="proof">
            {exchange.date_proof.map((step, i) => (
              <li key={i}>
                <Plain text={step} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>,
  ]);
  if (exchange.status !== "completed" || exchange.type !== "exchange")
    facts.push([
      words.t("exchange.kind"),
      `${words.name("type", exchange.type)}, ${words.name("status", exchange.status)}`,
    ]);
  if (exchange.ordinals.length > 0) {
    facts.push([
      words.t("exchange.ordinal"),
      exchange.ordinals.map((ordinal, i) => (
        <span key={i} className="fact-line">
          {words.rich("exchange.ordinal_value", {
            figure: (
              <Figure
                explain={whyOrdinal(exchange, ordinal)}
                value={ordinal.value}
                label={words.t("exchange.ordinal")}
                exchange={exchange.id}
              />
            ),
          })}{" "}
          {words.t("exchange.ordinal_scope", { scope: words.name("scope", ordinal.scope) })}
          {ordinal.ns && (
            <span className="fact-more">{words.t("exchange.ordinal_by", { ns: parties.name(ordinal.ns) })}</span>
          )}
        </span>
      )),
    ]);
  }
  if (exchange.totals.length > 0) {
    facts.push([
      words.t("exchange.total"),
      exchange.totals.map((total, i) => (
        <span key={i} className="fact-line">
          {total.side && <>{parties.name(total.side)} </>}
          <Figure
            explain={whyTotal(exchange, total)}
            value={total.value}
            label={words.t("exchange.total")}
            exchange={exchange.id}
          />
          {total.labels.length > 0 && <span className="fact-more">“{total.labels.join("”, “")}”</span>}
        </span>
      )),
    ]);
  }
  const populations = exchange.legs.filter((leg) => leg.population && leg.population !== "persons");
  if (populations.length > 0) {
    facts.push([
      words.t("exchange.population"),
      <ul className="plain" key="w">
        {populations.map((leg, i) => (
          <li key={i}>
            {leg.to && `${parties.name(leg.to)}: `}
            {words.name("population", leg.population)}
          </li>
        ))}
      </ul>,
    ]);
  }
  const involved = (list: ExchangeView["mediators"]) => (
    <ul className="plain">
      {list.map((one, i) => (
        <li key={i}>
          <Named text={one.name} source={one} exchange={exchange} />
        </li>
      ))}
    </ul>
  );
  if (exchange.mediators.length > 0) facts.push([words.t("exchange.mediators"), involved(exchange.mediators)]);
  if (exchange.intermediaries.length > 0)
    facts.push([words.t("exchange.intermediaries"), involved(exchange.intermediaries)]);
  if (exchange.places.length > 0) {
    facts.push([
      words.t("exchange.places"),
      <ul className="plain" key="p">
        {exchange.places.map((place, i) => (
          <li key={i}>
            <Named text={place.name} source={place} exchange={exchange} />{" "}
            <span className="quiet">{words.name("place", place.role)}</span>
          </li>
        ))}
      </ul>,
    ]);
  }
  if (exchange.health.length > 0) {
    facts.push([
      words.t("exchange.health"),
      <ul className="plain" key="h">
        {exchange.health.map((note, i) => (
          <li key={i}>
            <CountFigure
              count={note.count}
              label={words.name("health", note.what)}
              claims={note.claim && note.report ? [{ report: note.report, claim: note.claim }] : []}
              exchange={exchange.id}
            />{" "}
            {words.name("health", note.what)}
          </li>
        ))}
      </ul>,
    ]);
  }
  return (
    <dl className="facts" aria-label={words.t("exchange.facts")}>
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

// A name that a claim stands behind leads to the words in the report.
function Named({
  text,
  source,
}: {
  text: string;
  source: { claim?: string | null; report?: string | null };
  exchange: ExchangeView;
}) {
  return source.claim && source.report ? <a href={toReport(source.report, source.claim)}>{text}</a> : <>{text}</>;
}
