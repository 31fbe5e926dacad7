// SPDX-License-Identifier: Apache-2.0
// Exchanges: the state in one sentence, the plot over time, and its table twin in which every number is a door.
import { useMemo, useState } from "react";
import { useResource } from "../../api/client";
import type { Bureau, ExchangeView, Exchanges, Findings } from "../../api/types";
import { useWords, type Words } from "../../i18n/text";
import { replaceQuery } from "../../router";
import { dateText } from "../../ui/dates";
import { useParties, type Parties } from "../../ui/parties";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";
import { matches, type Filter } from "./filter";
import { groupExchanges } from "./groups";
import { State } from "./state_sentence";
import { FilterBar } from "./filter_bar";
import { GroupSection } from "./group_section";

export function ExchangesPage({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const parties = useParties();
  const { data, error } = useResource<Exchanges>("/api/exchanges");
  const bureau = useResource<Bureau>("/api/bureau").data;
  const findings = useResource<Findings>("/api/findings").data;
  const [filter, setFilter] = useState<Filter>(() => ({
    text: query.get("q") ?? "",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    onlyFindings: query.get("findings") === "1",
  }));
  const groups = useMemo(
    () => (data ? groupExchanges(data.exchanges, data.chains, parties.sort) : []),
    [data, parties],
  );
  const findingsOf = useMemo(() => {
    const count = new Map<string, number>();
    for (const finding of findings?.findings ?? [])
      for (const id of finding.exchanges) count.set(id, (count.get(id) ?? 0) + 1);
    return count;
  }, [findings]);
  if (error)
    return (
      <>
        <PageHeading title={words.t("exchanges.title")} />
        <Failed error={error} />
      </>
    );
  if (!data)
    return (
      <>
        <PageHeading title={words.t("exchanges.title")} />
        <Loading />
      </>
    );
  if (data.exchanges.length === 0) {
    return (
      <>
        <PageHeading title={words.t("exchanges.title")} />
        <Empty title={words.t("exchanges.empty")}>
          <p>{words.t("exchanges.empty_more")}</p>
          <p>
            <a className="action" href="#/add">
              {words.t("nav.add")}
            </a>
          </p>
        </Empty>
      </>
    );
  }
  const change = (next: Filter) => {
    setFilter(next);
    replaceQuery(["exchanges"], {
      ...(next.text && { q: next.text }),
      ...(next.from && { from: next.from }),
      ...(next.to && { to: next.to }),
      ...(next.onlyFindings && { findings: "1" }),
    });
  };
  const wanted = (exchange: ExchangeView) =>
    matches(exchange, filter, wordsOf(exchange, words, parties), findingsOf.has(exchange.id));
  return (
    <>
      <PageHeading title={words.t("exchanges.title")}>
        <State exchanges={data.exchanges} chains={data.chains} findings={bureau?.findings} reports={bureau?.reports} />
      </PageHeading>
      <FilterBar
        filter={filter}
        onChange={change}
        shown={data.exchanges.filter(wanted).length}
        all={data.exchanges.length}
      />
      {groups.map((group) => (
        <GroupSection
          key={group.key}
          group={group}
          filter={filter}
          wanted={wanted}
          findingsOf={findingsOf}
          titled={groups.length > 1}
          onPeriod={(from, to) => change({ ...filter, from, to })}
        />
      ))}
    </>
  );
}

function wordsOf(exchange: ExchangeView, words: Words, parties: Parties): string {
  return [
    dateText(exchange.date, words),
    exchange.date.edtf ?? "",
    words.name("type", exchange.type),
    words.name("status", exchange.status),
    ...exchange.sides.map(parties.name),
    ...exchange.legs.flatMap((leg) =>
      [leg.count.low, leg.count.best, leg.count.high].map((n) => (n === null ? "" : String(n))),
    ),
    ...exchange.ordinals.map((ordinal) => String(ordinal.value.best ?? "")),
    ...exchange.totals.map((total) => String(total.value.best ?? "")),
    ...exchange.mediators.map((m) => m.name),
    ...exchange.intermediaries.map((m) => m.name),
    ...exchange.places.map((p) => p.name),
  ].join(" | ");
}
