// SPDX-License-Identifier: Apache-2.0
// "Who said what": speakers as rows, slots as columns.
import type { Claim, ExchangeView, ResolvedClaim } from "../../api/types";

export interface SaidRow {
  readonly key: string;
  readonly speaker: string | null; // null: the report's own voice
  readonly side: string | null;
  readonly report: ResolvedClaim["report"];
  readonly cells: ReadonlyMap<string, readonly ResolvedClaim[]>;
}

export interface SaidTable {
  readonly slots: readonly string[]; // "leg:UA", "ordinal", "total", "date", "mediator", "health"
  readonly disputed: ReadonlySet<string>;
  readonly rows: readonly SaidRow[];
}

export function slotOf(claim: Claim): string | null {
  switch (claim.type) {
    case "leg":
      return `leg:${claim.to ?? ""}`;
    case "ordinal":
      return "ordinal";
    case "running_total":
      return "total";
    case "date_statement":
      return "date";
    case "mediator":
      return "mediator";
    case "health":
      return "health";
    default:
      return claim.date ? "date" : null;
  }
}

const order = ["date", "leg", "ordinal", "total", "mediator", "health"];
const rank = (slot: string) => order.indexOf(slot.split(":")[0]!);

export function saidTable(
  exchange: ExchangeView,
  claims: readonly ResolvedClaim[],
  sides: readonly string[],
): SaidTable {
  const rows = new Map<
    string,
    {
      speaker: string | null;
      side: string | null;
      report: ResolvedClaim["report"];
      cells: Map<string, ResolvedClaim[]>;
    }
  >();
  const slots = new Set<string>();
  for (const resolved of claims) {
    const slot = slotOf(resolved.claim);
    if (!slot) continue;
    slots.add(slot);
    const speaker = resolved.claim.speaker.findLast((one) => one.name !== "DOC") ?? null;
    const key = `${resolved.report.digest}/${speaker?.id ?? speaker?.name ?? ""}`;
    const row = rows.get(key) ?? {
      speaker: speaker?.name ?? null,
      side: speaker?.side ?? null,
      report: resolved.report,
      cells: new Map<string, ResolvedClaim[]>(),
    };
    row.cells.set(slot, [...(row.cells.get(slot) ?? []), resolved]);
    rows.set(key, row);
  }
  const disputed = new Set<string>();
  for (const leg of exchange.legs) if (leg.count.conflict) disputed.add(`leg:${leg.to ?? ""}`);
  for (const ordinal of exchange.ordinals) if (ordinal.value.conflict) disputed.add("ordinal");
  for (const total of exchange.totals) if (total.value.conflict) disputed.add("total");
  const sideRank = (slot: string) => {
    const at = sides.indexOf(slot.slice(4));
    return at < 0 ? sides.length : at;
  };
  return {
    slots: [...slots].sort((a, b) => rank(a) - rank(b) || sideRank(a) - sideRank(b)),
    disputed,
    rows: [...rows].map(([key, row]) => ({ key, ...row })),
  };
}
