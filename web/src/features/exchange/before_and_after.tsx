// SPDX-License-Identifier: Apache-2.0
// The exchanges beside this one, and the chain of running totals through it.
import { useResource } from "../../api/client";
import type { ExchangeDetail, ExchangeView, Exchanges } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange } from "../../router";
import { dateText } from "../../ui/dates";
import { nameOf } from "../../ui/exchange_name";
import { AmountFigure } from "../../ui/figure";
import { Plain } from "../../ui/plain";
import { useParties } from "../../ui/parties";

export function BeforeAndAfter({
  exchange,
  neighbours,
}: {
  exchange: ExchangeView;
  neighbours: ExchangeDetail["neighbours"];
}) {
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
    <div>
      <dt>{title}</dt>
      <dd>
        {one ? (
          <a href={toExchange(one.id)}>{nameOf(one, words)}</a>
        ) : (
          <span className="quiet">{words.t("exchange.no_neighbour")}</span>
        )}
      </dd>
    </div>
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
                  {i > 0 && link.gap !== null && link.gap > 0 && (
                    <span className="chain-gap">{words.t("exchanges.unseen_long", { n: link.gap })}</span>
                  )}
                  <span className="chain-step">
                    {i > 0 && link.step !== null ? `+${words.number(link.step)}` : "\u00a0"}
                  </span>
                  <span className="big">
                    <AmountFigure
                      label={words.t("exchange.total")}
                      claims={link.claims}
                      exchange={link.exchange}
                      why={link.arithmetic}
                      amount={{
                        low: link.total_after,
                        best: link.total_after,
                        high: link.total_after,
                        op: "eq",
                        basis: link.derived ? "derived" : "stated",
                        conflict: false,
                        why: "",
                        retracted: false,
                        surface: "",
                      }}
                    />
                  </span>
                  <span className="fact-more">
                    {there &&
                      (link.exchange === exchange.id ? (
                        dateText(there.date, words)
                      ) : (
                        <a href={toExchange(there.id)}>{dateText(there.date, words)}</a>
                      ))}
                  </span>
                  {link.arithmetic && (
                    <span className="fact-more">
                      <Plain text={link.arithmetic} figures />
                    </span>
                  )}
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
