// SPDX-License-Identifier: Apache-2.0
// "Norland: 230 people came home.", in the wording that the status allows.
import type { ExchangeView, LegView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { whyLeg } from "../../ui/explain";
import { Figure } from "../../ui/figure";
import { amountOf, lookOf } from "../../ui/looks";
import { useParties } from "../../ui/parties";

function sentenceKey(exchange: ExchangeView, leg: LegView) {
  switch (exchange.status) {
    case "planned":
      return "people.planned";
    case "postponed":
      return "people.postponed";
    case "cancelled":
      return "people.cancelled";
    case "denied":
      return "people.denied";
    default:
      return exchange.type === "repatriation of bodies" || leg.population === "bodies"
        ? "people.bodies"
        : "people.came_home";
  }
}

export function LegSentence({ leg, exchange }: { leg: LegView; exchange: ExchangeView }) {
  const words = useWords();
  const parties = useParties();
  const look = lookOf(amountOf(leg.count));
  const figure = (
    <Figure
      explain={whyLeg(exchange, leg)}
      value={leg.count}
      label={leg.to ? words.t("col.home", { side: parties.name(leg.to) }) : words.t("col.home_unsided")}
      exchange={exchange.id}
    />
  );
  const n = leg.count.best ?? leg.count.high ?? leg.count.low ?? 0;
  const sentence = !leg.to ? (
    words.rich("people.unsided", { figure }, n)
  ) : look === "not_stated" ? (
    <>
      {words.t("people.some_came_home")}
      {leg.count.claims.length > 0 && <> {figure}</>}
    </>
  ) : (
    words.rich(sentenceKey(exchange, leg), { figure }, n)
  );
  return (
    <span className="leg-sentence">
      {leg.to && <>{parties.name(leg.to)}: </>}
      {sentence}.
    </span>
  );
}
