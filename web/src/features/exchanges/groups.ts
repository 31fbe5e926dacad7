// SPDX-License-Identifier: Apache-2.0
// Exchanges grouped by who exchanges with whom: each group has a plot and a table of its own.
import type { Chain, ExchangeView } from "../../api/types";

export interface Group {
  readonly key: string;
  readonly sides: readonly string[]; // in the order of the data
  readonly exchanges: readonly ExchangeView[];
  readonly chains: readonly Chain[];
}

// What an entry is to the tables: people came home, bodies were returned, or it was only spoken of.
export type Kind = "happened" | "bodies" | "not_happened";

export function kindOf(exchange: ExchangeView): Kind {
  if (exchange.is_deal || (exchange.status !== "completed" && exchange.status !== "in progress")) return "not_happened";
  return exchange.type === "repatriation of bodies" ? "bodies" : "happened";
}

export function isDated(exchange: ExchangeView): boolean {
  return exchange.date.earliest !== null || exchange.date.latest !== null;
}

export function sidesOf(exchange: ExchangeView): string[] {
  const named = [...exchange.sides, ...exchange.legs.flatMap((leg) => [leg.to, leg.from])];
  return [...new Set(named.filter((side): side is string => !!side))];
}

// `sort` puts party ids in the order of the data. An exchange that names one side only joins the largest group with it.
export function groupExchanges(
  exchanges: readonly ExchangeView[],
  chains: readonly Chain[],
  sort: (ids: readonly string[]) => string[],
): Group[] {
  const groups = new Map<string, { sides: string[]; exchanges: ExchangeView[] }>();
  const add = (sides: string[], exchange: ExchangeView) => {
    const key = sides.join("+");
    const group = groups.get(key) ?? { sides, exchanges: [] };
    group.exchanges.push(exchange);
    groups.set(key, group);
  };
  const alone: [string[], ExchangeView][] = [];
  for (const exchange of exchanges) {
    const sides = sort(sidesOf(exchange));
    if (sides.length >= 2) add(sides, exchange);
    else alone.push([sides, exchange]);
  }
  const bySize = () => [...groups.values()].sort((a, b) => b.exchanges.length - a.exchanges.length);
  for (const [sides, exchange] of alone) {
    const home = sides.length === 1 ? bySize().find((group) => group.sides.includes(sides[0]!)) : undefined;
    add(home ? home.sides : sides, exchange);
  }
  const order = new Map(exchanges.map((exchange, i) => [exchange.id, i]));
  return bySize()
    .sort((a, b) => Number(b.sides.length > 0) - Number(a.sides.length > 0) || b.exchanges.length - a.exchanges.length)
    .map(({ sides, exchanges: own }) => {
      const ids = new Set(own.map((exchange) => exchange.id));
      return {
        key: sides.join("+") || "unknown",
        sides,
        exchanges: own.sort((a, b) => order.get(a.id)! - order.get(b.id)!),
        chains: chains.filter((chain) => chain.links.some((link) => ids.has(link.exchange))),
      };
    });
}
