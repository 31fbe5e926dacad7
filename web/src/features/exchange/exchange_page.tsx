// SPDX-License-Identifier: Apache-2.0
// An exchange: both legs in words, the facts, who they were, who said what, what does not add up, and what stands beside it.
import { Fragment } from "react";
import { useResource } from "../../api/client";
import type { ExchangeDetail } from "../../api/types";
import { useWords } from "../../i18n/text";
import { nameOf } from "../../ui/exchange_name";
import { FindingView, severities } from "../../ui/finding_view";
import { useParties } from "../../ui/parties";
import { Failed, Loading, PageHeading } from "../../ui/states";
import { Breakdowns } from "./breakdowns";
import { LegSentence } from "./leg_sentence";
import { Facts } from "./facts";
import { Said } from "./said_table";
import { BeforeAndAfter } from "./before_and_after";
import { Edges } from "./edges";

export function ExchangePage({ id }: { id: string }) {
  const words = useWords();
  const { data, error } = useResource<ExchangeDetail>(`/api/exchanges/${encodeURIComponent(id)}`);
  if (error)
    return (
      <>
        <PageHeading title={words.t("exchange.undated")} />
        <Failed error={error} />
      </>
    );
  if (!data)
    return (
      <>
        <PageHeading title={words.t("exchange.undated")} />
        <Loading />
      </>
    );
  return <Exchange detail={data} />;
}

function Exchange({ detail }: { detail: ExchangeDetail }) {
  const words = useWords();
  const parties = useParties();
  const { exchange, claims, findings, edges } = detail;
  const sides = parties.sort([...exchange.sides, ...exchange.legs.flatMap((leg) => (leg.to ? [leg.to] : []))]);
  const legs = [...exchange.legs].sort((a, b) => sides.indexOf(a.to ?? "") - sides.indexOf(b.to ?? ""));
  const wholeOf = (to: string | null) => {
    const leg =
      exchange.legs.find((one) => (one.to ?? null) === to) ??
      (exchange.legs.length === 1 ? exchange.legs[0] : undefined);
    return leg?.count.best ?? null;
  };
  return (
    <article>
      <p className="above-heading">
        <a href="#/exchanges">{words.t("exchange.back")}</a> · {nameOf(exchange, words)}
      </p>
      <PageHeading title={nameOf(exchange, words)}>
        {legs.length === 0
          ? nameOf(exchange, words)
          : legs.map((leg, i) => (
              <Fragment key={i}>
                {i > 0 && " "}
                <LegSentence leg={leg} exchange={exchange} />
              </Fragment>
            ))}
      </PageHeading>
      <Facts exchange={exchange} claims={claims} />
      {findings.length > 0 && (
        <section>
          <h2>{words.t("exchange.findings")}</h2>
          {[...findings]
            .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
            .map((finding) => (
              <FindingView key={finding.id} finding={finding} claims={claims} />
            ))}
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
