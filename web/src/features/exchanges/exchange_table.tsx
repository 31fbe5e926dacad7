// SPDX-License-Identifier: Apache-2.0
// The table twin of the plot; every number in it is a door.
import { Fragment, type ReactNode } from "react";
import type { ExchangeView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange } from "../../router";
import { nameOf } from "../../ui/exchange_name";
import { whyDate, whyLeg, whyOrdinal, whyTotal } from "../../ui/explain";
import { DateFigure, Figure } from "../../ui/figure";
import { useParties } from "../../ui/parties";
import { useSome } from "../../ui/more";
import { Rows, type Column } from "../../ui/rows";
import { type Kind } from "./groups";

interface TableProps {
  kind: Kind;
  sides: readonly string[];
  all: readonly ExchangeView[]; // decide on the columns
  shown: readonly ExchangeView[];
  findingsOf: ReadonlyMap<string, number>;
  caption: ReactNode;
}

export function ExchangeTable({ kind, sides, all, shown, findingsOf, caption }: TableProps) {
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
      return own.length === 0
        ? null
        : own.map((leg, i) => (
            <Fragment key={i}>
              {i > 0 && " + "}
              <Figure
                explain={whyLeg(exchange, leg)}
                value={leg.count}
                label={to ? words.t(home, { side: parties.name(to) }) : words.t("col.home_unsided")}
                exchange={exchange.id}
              />
            </Fragment>
          ));
    };
    const reports = new Set(exchange.members.map((member) => member.split("#")[0])).size;
    const found = findingsOf.get(exchange.id) ?? 0;
    const ordinal = exchange.ordinals[0];
    const cells: ReactNode[] = [
      <Fragment key="d">
        <DateFigure
          explain={whyDate(exchange)}
          date={exchange.date}
          label={words.t("col.date")}
          claims={exchange.claims.slice(0, 3)}
          exchange={exchange.id}
        />
        {exchange.status !== "completed" && <span className="tag">{words.name("status", exchange.status)}</span>}
        {exchange.type === "release" && <span className="tag">{words.name("type", exchange.type)}</span>}
      </Fragment>,
      ...(numbered
        ? [
            ordinal ? (
              <Figure
                explain={whyOrdinal(exchange, ordinal)}
                value={ordinal.value}
                label={words.t("col.ordinal")}
                exchange={exchange.id}
              />
            ) : null,
          ]
        : []),
      ...sides.map((side) => legs(side)),
      ...(unsided ? [legs(null)] : []),
      ...(totalled
        ? [
            exchange.totals.length > 0
              ? exchange.totals.map((total, i) => (
                  <Figure
                    key={i}
                    explain={whyTotal(exchange, total)}
                    value={total.value}
                    label={words.t("col.total")}
                    exchange={exchange.id}
                  />
                ))
              : null,
          ]
        : []),
      ...(mediated ? [exchange.mediators.length > 0 ? words.list(exchange.mediators.map((m) => m.name)) : null] : []),
      words.number(reports),
      found > 0 ? <a href={`#/findings`}>{words.number(found)}</a> : words.number(0),
      <a
        key="o"
        href={toExchange(exchange.id)}
        data-row-link
        aria-label={words.t("col.open_of", { name: nameOf(exchange, words) })}
      >
        {words.t("col.open_link")}
      </a>,
    ];
    return { key: exchange.id, cells };
  });
  if (rows.length === 0) return <p className="quiet">{words.t("exchanges.none_match")}</p>;
  return (
    <>
      <Rows caption={caption} columns={columns} rows={rows} />
      {more}
    </>
  );
}
