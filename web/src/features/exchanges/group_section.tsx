// SPDX-License-Identifier: Apache-2.0
// A group of exchanges: its plot, the line that tells the chosen mark, and its tables.
import { useId, useMemo, useState } from "react";
import type { ExchangeView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange } from "../../router";
import { whyDate, whyLeg, whyTotal } from "../../ui/explain";
import { DateFigure, Figure } from "../../ui/figure";
import { useParties } from "../../ui/parties";
import { isFiltering, type Filter } from "./filter";
import { isDated, kindOf, type Group, type Kind } from "./groups";
import { Legend } from "./legend";
import { Timeline } from "./timeline";
import { domainOf } from "./timeline_layout";
import { dayOfNumber } from "../../ui/dates";
import { ExchangeTable } from "./exchange_table";

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

export function GroupSection({ group, filter, titled, findingsOf, wanted, onPeriod }: GroupProps) {
  const words = useWords();
  const parties = useParties();
  const says = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [a, b] = group.sides;
  const name =
    group.sides.length > 1
      ? words.t("exchanges.group", {
          a: words.list(group.sides.slice(0, -1).map(parties.name)),
          b: parties.name(group.sides.at(-1)),
        })
      : a
        ? parties.name(a)
        : words.t("exchanges.sides_unknown");
  const plotted = useMemo(
    () => ({
      ...group,
      exchanges: group.exchanges.filter((exchange) => kindOf(exchange) === "happened" && isDated(exchange)),
    }),
    [group],
  );
  const undated = group.exchanges.filter((exchange) => kindOf(exchange) === "happened" && !isDated(exchange)).length;
  const { first, last } = domainOf(plotted.exchanges.map((exchange) => exchange.date));
  const values = {
    count: words.t("exchanges.state_count", { n: plotted.exchanges.length }),
    from: words.day(dayOfNumber(first)),
    to: words.day(dayOfNumber(last)),
    a: parties.name(a),
    b: parties.name(b),
  };
  const shown = group.exchanges.filter(wanted);
  const detail = plotted.exchanges.find((exchange) => exchange.id === chosen) ?? plotted.exchanges.at(-1);
  return (
    <section className="group">
      {titled && <h2>{name}</h2>}
      {plotted.exchanges.length >= fewestForPlot && (
        <figure>
          <Timeline
            group={plotted}
            chosen={chosen}
            describedBy={says}
            period={{ from: filter.from, to: filter.to }}
            dimmed={(exchange) => isFiltering(filter) && !wanted(exchange)}
            onChoose={setChosen}
            onPeriod={onPeriod}
          />
          {detail && <Readout exchange={detail} />}
          <figcaption>
            <p id={says} className="quiet">
              {words.t(b ? "exchanges.plot_says" : "exchanges.plot_one", values)}{" "}
              {undated > 0 && words.t("exchanges.undated_left_out", { n: undated })}{" "}
              <span className="screen-only">{words.t("exchanges.plot_drag")}</span>{" "}
              <span className="ear">{words.t("exchanges.plot_keys")}</span>
            </p>
            <Legend sides={group.sides} />
          </figcaption>
        </figure>
      )}
      {kinds.map((kind) => {
        const all = group.exchanges.filter((exchange) => kindOf(exchange) === kind);
        if (all.length === 0) return null;
        const title = words.t(`exchanges.${kind}`);
        return (
          <ExchangeTable
            key={kind}
            kind={kind}
            sides={group.sides}
            all={all}
            shown={shown.filter((exchange) => kindOf(exchange) === kind)}
            findingsOf={findingsOf}
            caption={
              titled ? (
                <>
                  {title}
                  <span className="ear">: {name}</span>
                </>
              ) : (
                title
              )
            }
          />
        );
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
      <b>
        <DateFigure
          explain={whyDate(exchange)}
          date={exchange.date}
          label={words.t("col.date")}
          claims={exchange.claims.slice(0, 3)}
          exchange={exchange.id}
        />
      </b>
      {exchange.legs.map((leg, i) => (
        <span key={i}>
          {leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")}{" "}
          <Figure
            explain={whyLeg(exchange, leg)}
            value={leg.count}
            label={leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")}
            exchange={exchange.id}
          />
        </span>
      ))}
      {exchange.totals.map((total, i) => (
        <span key={`t${i}`}>
          {words.t("col.total").toLocaleLowerCase(words.locale)}{" "}
          <Figure
            explain={whyTotal(exchange, total)}
            value={total.value}
            label={words.t("col.total")}
            exchange={exchange.id}
          />
        </span>
      ))}
      <a href={toExchange(exchange.id)}>{words.t("card.exchange")}</a>
    </p>
  );
}
