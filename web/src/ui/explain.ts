// SPDX-License-Identifier: Apache-2.0
// Names of reckoned numbers, as /api/why knows them.
import type { ExchangeView, LegView, OrdinalView, TotalView } from "../api/types";

export const whyDate = (exchange: ExchangeView) => `${exchange.id}.date`;
export const whyTotal = (exchange: ExchangeView, total: TotalView) =>
  total.side ? `${exchange.id}.total.${total.side}` : undefined;
export const whyOrdinal = (exchange: ExchangeView, ordinal: OrdinalView) => `${exchange.id}.ordinal.${ordinal.scope}`;

// "x5.leg.UA", and "x5.leg.UA.2" for the second leg to the same side.
export function whyLeg(exchange: ExchangeView, leg: LegView): string | undefined {
  if (!leg.to) return undefined;
  const place = exchange.legs.filter((one) => one.to === leg.to).indexOf(leg);
  return `${exchange.id}.leg.${leg.to}${place > 0 ? `.${place + 1}` : ""}`;
}
