// SPDX-License-Identifier: Apache-2.0
// Exchanges: the state in one sentence, the plot over time, and its table twin in which every number is a door.
import { Fragment, useId, useMemo, useState, type ReactNode } from "react";
import { useResource } from "../../api/client";
import type { Bureau, Chain, ExchangeView, Exchanges, Findings } from "../../api/types";
import { useWords, type Words } from "../../i18n/text";
import { replaceQuery, toExchange } from "../../router";
import { dateText } from "../../ui/dates";
import { DateInput } from "../../ui/date_input";
import { nameOf } from "../../ui/exchange_name";
import { whyDate, whyLeg, whyOrdinal, whyTotal } from "../../ui/explain";
import { AmountFigure, DateFigure, Figure } from "../../ui/figure";
import { useParties, type Parties } from "../../ui/parties";
import { useSome } from "../../ui/more";
import { Rows, type Column } from "../../ui/rows";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";
import { isFiltering, matches, noFilter, type Filter } from "./filter";
import { groupExchanges, isDated, kindOf, type Group, type Kind } from "./groups";
import { Legend } from "./legend";
import { Timeline } from "./timeline";
import { domainOf } from "./timeline_layout";
import { dayOfNumber } from "../../ui/dates";

export function ExchangesPage({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const parties = useParties();
  const { data, error } = useResource<Exchanges>("/api/exchanges");
  const bureau = useResource<Bureau>("/api/bureau").data;
  const findings = useResource<Findings>("/api/findings").data;
  const [filter, setFilter] = useState<Filter>(() => ({
    text: query.get("q") ?? "", from: query.get("from") ?? "", to: query.get("to") ?? "", onlyFindings: query.get("findings") === "1",
  }));
  const groups = useMemo(() => (data ? groupExchanges(data.exchanges, data.chains, parties.sort) : []), [data, parties]);
  const findingsOf = useMemo(() => {
    const count = new Map<string, number>();
    for (const finding of findings?.findings ?? []) for (const id of finding.exchanges) count.set(id, (count.get(id) ?? 0) + 1);
    return count;
  }, [findings]);
  if (error) return <><PageHeading title={words.t("exchanges.title")} /><Failed error={error} /></>;
  if (!data) return <><PageHeading title={words.t("exchanges.title")} /><Loading /></>;
  if (data.exchanges.length === 0) {
    return (
      <>
        <PageHeading title={words.t("exchanges.title")} />
        <Empty title={words.t("exchanges.empty")}>
          <p>{words.t("exchanges.empty_more")}</p>
          <p><a className="action" href="#/add">{words.t("nav.add")}</a></p>
        </Empty>
      </>
    );
  }
  const change = (next: Filter) => {
    setFilter(next);
    replaceQuery(["exchanges"], {
      ...(next.text && { q: next.text }), ...(next.from && { from: next.from }), ...(next.to && { to: next.to }), ...(next.onlyFindings && { findings: "1" }),
    });
  };
  const wanted = (exchange: ExchangeView) => matches(exchange, filter, wordsOf(exchange, words, parties), findingsOf.has(exchange.id));
  return (
    <>
      <PageHeading title={words.t("exchanges.title")}>
        <State exchanges={data.exchanges} chains={data.chains} findings={bureau?.findings} reports={bureau?.reports} />
      </PageHeading>
      <FilterBar filter={filter} onChange={change} shown={data.exchanges.filter(wanted).length} all={data.exchanges.length} />
      {groups.map((group) => (
        <GroupSection key={group.key} group={group} filter={filter} wanted={wanted} findingsOf={findingsOf} titled={groups.length > 1}
          onPeriod={(from, to) => change({ ...filter, from, to })} />
      ))}
    </>
  );
}

// "8 exchanges known; the last reported running total for Ukraine is 3,135; 3 findings open."
function State({ exchanges: all, chains, findings, reports }: { exchanges: readonly ExchangeView[]; chains: readonly Chain[]; findings: number | undefined; reports: number | undefined }) {
  const words = useWords();
  const parties = useParties();
  const n = all.filter((exchange) => kindOf(exchange) === "happened").length;
  const known = (
    <AmountFigure label={words.t("exchanges.title")} claims={[]} why={reports === undefined ? undefined : `${words.t("exchanges.state_count", { n })} ← ${words.t("reports.state", { n: reports })}`}
      amount={{ low: n, best: n, high: n, op: "eq", basis: "stated", conflict: false, why: "", retracted: false, surface: "" }} />
  );
  const longest = [...chains].sort((a, b) => b.links.length - a.links.length)[0];
  const last = longest?.links.findLast((link) => !link.derived) ?? longest?.links.at(-1);
  const pieces: ReactNode[] = [withFigure(words.t("exchanges.state_count", { n }), words.number(n), known)];
  if (longest && last) {
    const total = (
      <AmountFigure label={words.t("exchanges.plot_total", { side: parties.name(longest.side) })} claims={last.claims} exchange={last.exchange} why={last.arithmetic}
        amount={{ low: last.total_after, best: last.total_after, high: last.total_after, op: "eq", basis: last.derived ? "derived" : "stated", conflict: false, why: "", retracted: false, surface: "" }} />
    );
    pieces.push(words.rich("exchanges.state_total", { side: parties.name(longest.side), figure: total }));
  }
  if (findings) pieces.push(<a href="#/findings">{words.t("exchanges.state_findings", { n: findings })}</a>);
  return <>{pieces.map((piece, i) => <Fragment key={i}>{i > 0 && "; "}{piece}</Fragment>)}.</>;
}

function withFigure(text: string, figure: string, node: ReactNode): ReactNode {
  const at = text.indexOf(figure);
  return at < 0 ? text : <>{text.slice(0, at)}{node}{text.slice(at + figure.length)}</>;
}

function wordsOf(exchange: ExchangeView, words: Words, parties: Parties): string {
  return [
    dateText(exchange.date, words), exchange.date.edtf ?? "", words.name("type", exchange.type), words.name("status", exchange.status), ...exchange.sides.map(parties.name),
    ...exchange.legs.flatMap((leg) => [leg.count.low, leg.count.best, leg.count.high].map((n) => (n === null ? "" : String(n)))),
    ...exchange.ordinals.map((ordinal) => String(ordinal.value.best ?? "")), ...exchange.totals.map((total) => String(total.value.best ?? "")),
    ...exchange.mediators.map((m) => m.name), ...exchange.intermediaries.map((m) => m.name), ...exchange.places.map((p) => p.name),
  ].join(" | ");
}

function FilterBar({ filter, onChange, shown, all }: { filter: Filter; onChange(filter: Filter): void; shown: number; all: number }) {
  const words = useWords();
  return (
    <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="field field-wide">
        <span>{words.t("exchanges.filter")}</span>
        <input type="search" data-search value={filter.text} placeholder={words.t("exchanges.filter_hint")} onChange={(event) => onChange({ ...filter, text: event.target.value })} />
      </label>
      <DateInput label={words.t("exchanges.from")} value={filter.from} onChange={(from) => onChange({ ...filter, from })} />
      <DateInput label={words.t("exchanges.to")} value={filter.to} onChange={(to) => onChange({ ...filter, to })} />
      <label className="check"><input type="checkbox" checked={filter.onlyFindings} onChange={(event) => onChange({ ...filter, onlyFindings: event.target.checked })} />{words.t("exchanges.only_findings")}</label>
      <p className="filter-result" role="status">
        {isFiltering(filter) && <>{words.t("exchanges.shown", { n: shown, all })} <button type="button" className="link" onClick={() => onChange(noFilter)}>{words.t("exchanges.clear")}</button></>}
      </p>
    </form>
  );
}

const fewestForPlot = 3; // fewer are read faster in the table
const kinds: readonly Kind[] = ["happened", "bodies", "not_happened"];

interface GroupProps {
  group: Group;
  filter: Filter;
  titled: boolean;
  findingsOf: ReadonlyMap<string, number>;
  wanted(exchange: ExchangeView): boolean;
  onPeriod(from: string, to: string): void;
}

function GroupSection({ group, filter, titled, findingsOf, wanted, onPeriod }: GroupProps) {
  const words = useWords();
  const parties = useParties();
  const says = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [a, b] = group.sides;
  const name = group.sides.length > 1 ? words.t("exchanges.group", { a: words.list(group.sides.slice(0, -1).map(parties.name)), b: parties.name(group.sides.at(-1)) })
    : a ? parties.name(a) : words.t("exchanges.sides_unknown");
  const plotted = useMemo(() => ({ ...group, exchanges: group.exchanges.filter((exchange) => kindOf(exchange) === "happened" && isDated(exchange)) }), [group]);
  const undated = group.exchanges.filter((exchange) => kindOf(exchange) === "happened" && !isDated(exchange)).length;
  const { first, last } = domainOf(plotted.exchanges.map((exchange) => exchange.date));
  const values = {
    count: words.t("exchanges.state_count", { n: plotted.exchanges.length }), from: words.day(dayOfNumber(first)), to: words.day(dayOfNumber(last)), a: parties.name(a), b: parties.name(b),
  };
  const shown = group.exchanges.filter(wanted);
  const detail = plotted.exchanges.find((exchange) => exchange.id === chosen) ?? plotted.exchanges.at(-1);
  return (
    <section className="group">
      {titled && <h2>{name}</h2>}
      {plotted.exchanges.length >= fewestForPlot && (
        <figure>
          <Timeline group={plotted} chosen={chosen} describedBy={says} period={{ from: filter.from, to: filter.to }} dimmed={(exchange) => isFiltering(filter) && !wanted(exchange)}
            onChoose={setChosen} onPeriod={onPeriod} />
          {detail && <Readout exchange={detail} />}
          <figcaption>
            <p id={says} className="quiet">{words.t(b ? "exchanges.plot_says" : "exchanges.plot_one", values)} {undated > 0 && words.t("exchanges.undated_left_out", { n: undated })} <span className="screen-only">{words.t("exchanges.plot_drag")}</span> <span className="ear">{words.t("exchanges.plot_keys")}</span></p>
            <Legend sides={group.sides} />
          </figcaption>
        </figure>
      )}
      {kinds.map((kind) => {
        const all = group.exchanges.filter((exchange) => kindOf(exchange) === kind);
        if (all.length === 0) return null;
        const title = words.t(`exchanges.${kind}`);
        return <ExchangeTable key={kind} kind={kind} sides={group.sides} all={all} shown={shown.filter((exchange) => kindOf(exchange) === kind)} findingsOf={findingsOf} caption={titled ? <>{title}<span className="ear">: {name}</span></> : title} />;
      })}
    </section>
  );
}

// What the plot's chosen mark stands for, with its numbers as doors.
function Readout({ exchange }: { exchange: ExchangeView }) {
  const words = useWords();
  const parties = useParties();
  return (
    <p className="readout">
      <b><DateFigure explain={whyDate(exchange)} date={exchange.date} label={words.t("col.date")} claims={exchange.claims.slice(0, 3)} exchange={exchange.id} /></b>
      {exchange.legs.map((leg, i) => (
        <span key={i}>{leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")}{" "}
          <Figure explain={whyLeg(exchange, leg)} value={leg.count} label={leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")} exchange={exchange.id} /></span>
      ))}
      {exchange.totals.map((total, i) => (
        <span key={`t${i}`}>{words.t("col.total").toLocaleLowerCase(words.locale)} <Figure explain={whyTotal(exchange, total)} value={total.value} label={words.t("col.total")} exchange={exchange.id} /></span>
      ))}
      <a href={toExchange(exchange.id)}>{words.t("card.exchange")}</a>
    </p>
  );
}

interface TableProps {
  kind: Kind;
  sides: readonly string[];
  all: readonly ExchangeView[]; // decide on the columns
  shown: readonly ExchangeView[];
  findingsOf: ReadonlyMap<string, number>;
  caption: ReactNode;
}

function ExchangeTable({ kind, sides, all, shown, findingsOf, caption }: TableProps) {
  const words = useWords();
  const parties = useParties();
  const unsided = all.some((exchange) => exchange.legs.some((leg) => !leg.to));
  const totalled = all.some((exchange) => exchange.totals.length > 0);
  const numbered = all.some((exchange) => exchange.ordinals.length > 0);
  const mediated = all.some((exchange) => exchange.mediators.length > 0);
  const home = kind === "bodies" ? "col.bodies" : "col.home";
  const columns: Column[] = [
    { key: "date", title: words.t("col.date") },
    ...(numbered ? [{ key: "ordinal", title: words.t("col.ordinal"), numeric: true, optional: true }] : []),
    ...sides.map((side) => ({ key: `to-${side}`, title: words.t(home, { side: parties.name(side) }), numeric: true })),
    ...(unsided ? [{ key: "unsided", title: words.t("col.home_unsided"), numeric: true, optional: true }] : []),
    ...(totalled ? [{ key: "total", title: words.t("col.total"), numeric: true, optional: true }] : []),
    ...(mediated ? [{ key: "mediators", title: words.t("col.mediators"), optional: true }] : []),
    { key: "reports", title: words.t("col.reports"), numeric: true },
    { key: "findings", title: words.t("col.findings"), numeric: true },
    { key: "open", title: words.t("col.open") },
  ];
  const { some, more } = useSome(shown);
  const rows = some.map((exchange) => {
    const legs = (to: string | null) => {
      const own = exchange.legs.filter((leg) => (leg.to || null) === to);
      return own.length === 0 ? null : own.map((leg, i) => <Fragment key={i}>{i > 0 && " + "}<Figure explain={whyLeg(exchange, leg)} value={leg.count} label={to ? words.t(home, { side: parties.name(to) }) : words.t("col.home_unsided")} exchange={exchange.id} /></Fragment>);
    };
    const reports = new Set(exchange.members.map((member) => member.split("#")[0])).size;
    const found = findingsOf.get(exchange.id) ?? 0;
    const ordinal = exchange.ordinals[0];
    const cells: ReactNode[] = [
      <Fragment key="d"><DateFigure explain={whyDate(exchange)} date={exchange.date} label={words.t("col.date")} claims={exchange.claims.slice(0, 3)} exchange={exchange.id} />{exchange.status !== "completed" && <span className="tag">{words.name("status", exchange.status)}</span>}{exchange.type === "release" && <span className="tag">{words.name("type", exchange.type)}</span>}</Fragment>,
      ...(numbered ? [ordinal ? <Figure explain={whyOrdinal(exchange, ordinal)} value={ordinal.value} label={words.t("col.ordinal")} exchange={exchange.id} /> : null] : []),
      ...sides.map((side) => legs(side)),
      ...(unsided ? [legs(null)] : []),
      ...(totalled ? [exchange.totals.length > 0 ? exchange.totals.map((total, i) => <Figure key={i} explain={whyTotal(exchange, total)} value={total.value} label={words.t("col.total")} exchange={exchange.id} />) : null] : []),
      ...(mediated ? [exchange.mediators.length > 0 ? words.list(exchange.mediators.map((m) => m.name)) : null] : []),
      words.number(reports),
      found > 0 ? <a href={`#/findings`}>{words.number(found)}</a> : words.number(0),
      <a key="o" href={toExchange(exchange.id)} data-row-link aria-label={words.t("col.open_of", { name: nameOf(exchange, words) })}>{words.t("col.open_link")}</a>,
    ];
    return { key: exchange.id, cells };
  });
  if (rows.length === 0) return <p className="quiet">{words.t("exchanges.none_match")}</p>;
  return <><Rows caption={caption} columns={columns} rows={rows} />{more}</>;
}
