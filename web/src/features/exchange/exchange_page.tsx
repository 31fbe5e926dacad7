// SPDX-License-Identifier: Apache-2.0
// An exchange: both legs in words, the facts, who they were, who said what, what does not add up, and what stands beside it.
import { Fragment, type ReactNode } from "react";
import { useResource } from "../../api/client";
import type { ExchangeDetail, ExchangeView, Exchanges, LegView, ResolvedClaim } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange, toReport } from "../../router";
import { dateText } from "../../ui/dates";
import { nameOf } from "../../ui/exchange_name";
import { whyDate, whyLeg, whyOrdinal, whyTotal } from "../../ui/explain";
import { AmountFigure, CountFigure, DateFigure, Figure } from "../../ui/figure";
import { FindingView, severities } from "../../ui/finding_view";
import { amountOf, lookOf } from "../../ui/looks";
import { Plain } from "../../ui/plain";
import { useParties } from "../../ui/parties";
import { Failed, Loading, PageHeading } from "../../ui/states";
import { hasFigures } from "./waterfall";
import { BreakdownView, partName } from "./breakdown_view";
import { saidTable } from "./said";

export function ExchangePage({ id }: { id: string }) {
  const words = useWords();
  const { data, error } = useResource<ExchangeDetail>(`/api/exchanges/${encodeURIComponent(id)}`);
  if (error) return <><PageHeading title={words.t("exchange.undated")} /><Failed error={error} /></>;
  if (!data) return <><PageHeading title={words.t("exchange.undated")} /><Loading /></>;
  return <Exchange detail={data} />;
}

function Exchange({ detail }: { detail: ExchangeDetail }) {
  const words = useWords();
  const parties = useParties();
  const { exchange, claims, findings, edges } = detail;
  const sides = parties.sort([...exchange.sides, ...exchange.legs.flatMap((leg) => (leg.to ? [leg.to] : []))]);
  const legs = [...exchange.legs].sort((a, b) => sides.indexOf(a.to ?? "") - sides.indexOf(b.to ?? ""));
  const wholeOf = (to: string | null) => {
    const leg = exchange.legs.find((one) => (one.to ?? null) === to) ?? (exchange.legs.length === 1 ? exchange.legs[0] : undefined);
    return leg?.count.best ?? null;
  };
  return (
    <article>
      <p className="above-heading"><a href="#/exchanges">{words.t("exchange.back")}</a> · {nameOf(exchange, words)}</p>
      <PageHeading title={nameOf(exchange, words)}>
        {legs.length === 0 ? nameOf(exchange, words) : legs.map((leg, i) => <Fragment key={i}>{i > 0 && " "}<LegSentence leg={leg} exchange={exchange} /></Fragment>)}
      </PageHeading>
      <Facts exchange={exchange} claims={claims} />
      {findings.length > 0 && (
        <section>
          <h2>{words.t("exchange.findings")}</h2>
          {[...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)).map((finding) => <FindingView key={finding.id} finding={finding} claims={claims} />)}
        </section>
      )}
      {exchange.breakdowns.length > 0 && (
        <section>
          <h2>{words.t("exchange.breakdowns")}</h2>
          <Breakdowns exchange={exchange} wholeOf={wholeOf} />
        </section>
      )}
      <Said detail={detail} sides={sides} />
      <BeforeAndAfter exchange={exchange} neighbours={detail.neighbours} />
      {edges.length > 0 && <Edges detail={detail} />}
    </article>
  );
}

// Those with figures as staircases; what was only named follows as words, once a dimension.
function Breakdowns({ exchange, wholeOf }: { exchange: ExchangeView; wholeOf(to: string | null): number | null }) {
  const words = useWords();
  const all = exchange.breakdowns.map((breakdown, i) => ({ breakdown, source: exchange.breakdown_claims[i] }));
  const counted = all.filter(({ breakdown }) => hasFigures(breakdown));
  const named = new Map<string, Map<string, ReactNode>>();
  for (const { breakdown, source } of all) {
    if (hasFigures(breakdown)) continue;
    const parts = named.get(breakdown.dimension) ?? new Map<string, ReactNode>();
    for (const part of breakdown.parts) {
      const text = partName(breakdown, part, words);
      if (!parts.has(text)) parts.set(text, source ? <a href={toReport(source.report, source.claim)}>{text}</a> : text);
    }
    named.set(breakdown.dimension, parts);
  }
  return (
    <>
      {counted.length > 0 && <div className="breakdowns">{counted.map(({ breakdown, source }, i) => <BreakdownView key={i} breakdown={breakdown} whole={wholeOf(breakdown.to)} source={source} exchange={exchange.id} />)}</div>}
      {named.size > 0 && (
        <dl className="glossary named">
          {[...named].map(([dimension, parts]) => (
            <div key={dimension}><dt>{words.t("exchange.named", { dimension: words.name("dimension", dimension) })}</dt><dd>{[...parts.values()].map((part, i) => <Fragment key={i}>{i > 0 && ", "}{part}</Fragment>)}</dd></div>
          ))}
        </dl>
      )}
    </>
  );
}

function sentenceKey(exchange: ExchangeView, leg: LegView) {
  switch (exchange.status) {
    case "planned": return "people.planned";
    case "postponed": return "people.postponed";
    case "cancelled": return "people.cancelled";
    case "denied": return "people.denied";
    default: return exchange.type === "repatriation of bodies" || leg.population === "bodies" ? "people.bodies" : "people.came_home";
  }
}

function LegSentence({ leg, exchange }: { leg: LegView; exchange: ExchangeView }) {
  const words = useWords();
  const parties = useParties();
  const look = lookOf(amountOf(leg.count));
  const figure = <Figure explain={whyLeg(exchange, leg)} value={leg.count} label={leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")} exchange={exchange.id} />;
  const n = leg.count.best ?? leg.count.high ?? leg.count.low ?? 0;
  const sentence = !leg.to ? words.rich("people.unsided", { figure }, n)
    : look === "not_stated" ? <>{words.t("people.some_came_home")}{leg.count.claims.length > 0 && <> {figure}</>}</>
    : words.rich(sentenceKey(exchange, leg), { figure }, n);
  return <span className="leg-sentence">{leg.to && <>{parties.name(leg.to)}: </>}{sentence}.</span>;
}

function Facts({ exchange, claims }: { exchange: ExchangeView; claims: readonly ResolvedClaim[] }) {
  const words = useWords();
  const parties = useParties();
  const dateClaims = claims.filter((one) => one.claim.date).map((one) => ({ report: one.report.digest, claim: one.claim.id }));
  const facts: [string, ReactNode][] = [];
  facts.push([words.t("exchange.date"), (
    <>
      <DateFigure explain={whyDate(exchange)} date={exchange.date} label={words.t("exchange.date")} claims={dateClaims.length > 0 ? dateClaims : exchange.claims.slice(0, 2)} exchange={exchange.id} />
      {exchange.date.basis && <span className="fact-more"><Plain text={exchange.date.basis} /></span>}
      {exchange.date_proof.length > 0 && (
        <details><summary>{words.t("exchange.proof")}</summary><ol className="proof">{exchange.date_proof.map((step, i) => <li key={i}><Plain text={step} /></li>)}</ol></details>
      )}
    </>
  )]);
  if (exchange.status !== "completed" || exchange.type !== "exchange") facts.push([words.t("exchange.kind"), `${words.name("type", exchange.type)}, ${words.name("status", exchange.status)}`]);
  if (exchange.ordinals.length > 0) {
    facts.push([words.t("exchange.ordinal"), exchange.ordinals.map((ordinal, i) => (
      <span key={i} className="fact-line">
        {words.rich("exchange.ordinal_value", { figure: <Figure explain={whyOrdinal(exchange, ordinal)} value={ordinal.value} label={words.t("exchange.ordinal")} exchange={exchange.id} /> })}{" "}
        {words.t("exchange.ordinal_scope", { scope: words.name("scope", ordinal.scope) })}
        {ordinal.ns && <span className="fact-more">{words.t("exchange.ordinal_by", { ns: parties.name(ordinal.ns) })}</span>}
      </span>
    ))]);
  }
  if (exchange.totals.length > 0) {
    facts.push([words.t("exchange.total"), exchange.totals.map((total, i) => (
      <span key={i} className="fact-line">
        {total.side && <>{parties.name(total.side)} </>}<Figure explain={whyTotal(exchange, total)} value={total.value} label={words.t("exchange.total")} exchange={exchange.id} />
        {total.labels.length > 0 && <span className="fact-more">“{total.labels.join("”, “")}”</span>}
      </span>
    ))]);
  }
  const populations = exchange.legs.filter((leg) => leg.population && leg.population !== "persons");
  if (populations.length > 0) {
    facts.push([words.t("exchange.population"), <ul className="plain" key="w">{populations.map((leg, i) => <li key={i}>{leg.to && `${parties.name(leg.to)}: `}{words.name("population", leg.population)}</li>)}</ul>]);
  }
  const involved = (list: ExchangeView["mediators"]) => <ul className="plain">{list.map((one, i) => <li key={i}><Named text={one.name} source={one} exchange={exchange} /></li>)}</ul>;
  if (exchange.mediators.length > 0) facts.push([words.t("exchange.mediators"), involved(exchange.mediators)]);
  if (exchange.intermediaries.length > 0) facts.push([words.t("exchange.intermediaries"), involved(exchange.intermediaries)]);
  if (exchange.places.length > 0) {
    facts.push([words.t("exchange.places"), <ul className="plain" key="p">{exchange.places.map((place, i) => (
      <li key={i}><Named text={place.name} source={place} exchange={exchange} /> <span className="quiet">{words.name("place", place.role)}</span></li>
    ))}</ul>]);
  }
  if (exchange.health.length > 0) {
    facts.push([words.t("exchange.health"), <ul className="plain" key="h">{exchange.health.map((note, i) => (
      <li key={i}><CountFigure count={note.count} label={words.name("health", note.what)} claims={note.claim && note.report ? [{ report: note.report, claim: note.claim }] : []} exchange={exchange.id} /> {words.name("health", note.what)}</li>
    ))}</ul>]);
  }
  return (
    <dl className="facts" aria-label={words.t("exchange.facts")}>
      {facts.map(([term, fact]) => <div key={term}><dt>{term}</dt><dd>{fact}</dd></div>)}
    </dl>
  );
}

// A name that a claim stands behind leads to the words in the report.
function Named({ text, source }: { text: string; source: { claim?: string | null; report?: string | null }; exchange: ExchangeView }) {
  return source.claim && source.report ? <a href={toReport(source.report, source.claim)}>{text}</a> : <>{text}</>;
}

function Said({ detail, sides }: { detail: ExchangeDetail; sides: readonly string[] }) {
  const words = useWords();
  const parties = useParties();
  const { exchange, claims } = detail;
  const table = saidTable(exchange, claims, sides);
  if (table.rows.length === 0) return null;
  const title = (slot: string) => (slot.startsWith("leg:") ? (slot.length > 4 ? words.t("col.home", { side: parties.name(slot.slice(4)) }) : words.t("col.home_unsided")) : words.name("slot", slot));
  return (
    <section>
      <h2>{words.t("exchange.said")}</h2>
      <table className="rows said" role="table">
        <caption className="ear">{words.t("exchange.said")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{words.t("exchange.said_by")}</th>
            {table.slots.map((slot) => (
              <th key={slot} role="columnheader" scope="col">{title(slot)}{table.disputed.has(slot) && <span className="differs"><span className="split" aria-hidden="true">≠</span>{words.t("exchange.differs")}</span>}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {table.rows.map((row) => (
            <tr key={row.key} role="row" data-row>
              <th role="rowheader" scope="row" data-title={words.t("exchange.said_by")}>
                {row.speaker ?? words.t("card.own_voice")}
                <span className="fact-more"><a href={toReport(row.report.digest)}>{words.t("exchange.said_in", { outlet: row.report.outlet ?? row.report.title ?? words.t("report.title").toLocaleLowerCase(words.locale) })}</a></span>
              </th>
              {table.slots.map((slot) => (
                <td key={slot} role="cell" data-title={title(slot)} className={table.disputed.has(slot) ? "disputed" : undefined}>
                  {(row.cells.get(slot) ?? []).map((one, i) => <Fragment key={one.claim.id}>{i > 0 && "; "}<SaidValue of={one} label={title(slot)} exchange={exchange.id} /></Fragment>)}
                  {!row.cells.has(slot) && <span className="n-not_stated"><span aria-hidden="true">–</span><span className="ear">{words.t("n.not_stated")}</span></span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SaidValue({ of, label, exchange }: { of: ResolvedClaim; label: string; exchange: string }) {
  const { claim } = of;
  const words = useWords();
  const claims = [{ report: of.report.digest, claim: claim.id }];
  if (claim.count && claim.count.op !== "null") return <CountFigure count={claim.count} state={claim.state} label={label} claims={claims} exchange={exchange} why={`${words.t("report.rule")}: ${claim.rule}`} />;
  if (claim.date) return <DateFigure date={claim.date} label={label} claims={claims} exchange={exchange} />;
  return <a href={toReport(of.report.digest, claim.id)}>“{claim.span.text}”</a>;
}

function BeforeAndAfter({ exchange, neighbours }: { exchange: ExchangeView; neighbours: ExchangeDetail["neighbours"] }) {
  const words = useWords();
  const parties = useParties();
  const all = useResource<Exchanges>("/api/exchanges").data;
  const byId = new Map(all?.exchanges.map((one) => [one.id, one]));
  const before = neighbours.previous ? byId.get(neighbours.previous) : undefined;
  const after = neighbours.next ? byId.get(neighbours.next) : undefined;
  const chains = (all?.chains ?? []).flatMap((chain) => {
    const at = chain.links.findIndex((link) => link.exchange === exchange.id);
    return at < 0 ? [] : [{ side: chain.side, links: chain.links.slice(Math.max(0, at - 1), at + 2) }];
  });
  const neighbour = (title: string, one: ExchangeView | undefined) => (
    <div><dt>{title}</dt><dd>{one ? <a href={toExchange(one.id)}>{nameOf(one, words)}</a> : <span className="quiet">{words.t("exchange.no_neighbour")}</span>}</dd></div>
  );
  return (
    <section>
      <h2>{words.t("exchange.chain")}</h2>
      {chains.map((chain) => (
        <div key={chain.side} className="chain-box">
          <p>{words.t("exchange.chain_total", { side: parties.name(chain.side) })}</p>
          <ol className="chain">
            {chain.links.map((link, i) => {
              const there = byId.get(link.exchange);
              return (
                <li key={link.exchange} className={link.exchange === exchange.id ? "chain-here" : undefined}>
                  {i > 0 && link.gap !== null && link.gap > 0 && <span className="chain-gap">{words.t("exchanges.unseen_long", { n: link.gap })}</span>}
                  <span className="chain-step">{i > 0 && link.step !== null ? `+${words.number(link.step)}` : "\u00a0"}</span>
                  <span className="big"><AmountFigure label={words.t("exchange.total")} claims={link.claims} exchange={link.exchange} why={link.arithmetic}
                    amount={{ low: link.total_after, best: link.total_after, high: link.total_after, op: "eq", basis: link.derived ? "derived" : "stated", conflict: false, why: "", retracted: false, surface: "" }} /></span>
                  <span className="fact-more">{there && (link.exchange === exchange.id ? dateText(there.date, words) : <a href={toExchange(there.id)}>{dateText(there.date, words)}</a>)}</span>
                  {link.arithmetic && <span className="fact-more"><Plain text={link.arithmetic} figures /></span>}
                </li>
              );
            })}
          </ol>
        </div>
      ))}
      <dl className="facts">
        {neighbour(words.t("exchange.before"), before)}
        {neighbour(words.t("exchange.after"), after)}
      </dl>
    </section>
  );
}

function Edges({ detail }: { detail: ExchangeDetail }) {
  const words = useWords();
  const { exchange, edges, claims } = detail;
  const reports = new Map(claims.map((one) => [one.report.digest, one.report]));
  const all = useResource<Exchanges>("/api/exchanges").data;
  const exchangeOf = (member: string) => all?.exchanges.find((one) => one.members.includes(member));
  const member = (id: string) => {
    const [digest = "", event = ""] = id.split("#");
    const report = reports.get(digest);
    const there = exchangeOf(id);
    return (
      <>
        <a href={toReport(digest)}>{report?.outlet ?? report?.title ?? words.t("exchange.other_report")}</a>
        {there && there.id !== exchange.id ? <> (<a href={toExchange(there.id)}>{dateText(there.date, words)}</a>)</> : <span className="ear"> {event}</span>}
      </>
    );
  };
  const order = { undetermined: 0, different: 1, same: 2 };
  return (
    <section>
      <h2>{words.t("exchange.edges")}</h2>
      <p className="quiet">{words.t("exchange.edges_more")}</p>
      <ul className="edges">
        {[...edges].sort((a, b) => order[a.judgement] - order[b.judgement]).map((edge, i) => (
          <li key={i} data-row>
            <p><span className={`judgement judgement-${edge.judgement}`}>{edge.judgement === "undetermined" && <span className="ring" aria-hidden="true" />}{words.t(`judgement.${edge.judgement}`)}</span> {member(edge.a)} · {member(edge.b)}</p>
            <p><Plain text={edge.reason} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}

