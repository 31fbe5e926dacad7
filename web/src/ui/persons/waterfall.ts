// SPDX-License-Identifier: Apache-2.0
// A waterfall as rows to be drawn: each bar starts where the one before it ended. Reasons without a weight of their own
// explain the one above them. All sums are whole thousandths, so what is shown adds up exactly.
import type { Step, Waterfall } from "../../api/types";

export interface WaterfallRow {
  readonly step: Step;
  readonly details: readonly Step[];
  readonly from: number; // sums in thousandths, before and after the step
  readonly to: number;
}

export function rowsOf(waterfall: Waterfall): readonly WaterfallRow[] {
  const rows: { step: Step; details: Step[]; from: number; to: number }[] = [];
  let sum = 0;
  for (const step of waterfall.steps) {
    const last = rows[rows.length - 1];
    if (step.weight === 0 && step.key.startsWith("names.") && last) {
      last.details.push(step);
      continue;
    }
    rows.push({ step, details: [], from: sum, to: sum + step.weight });
    sum += step.weight;
  }
  return rows;
}

// The stretch that holds every bar and zero.
export function extent(rows: readonly WaterfallRow[]): { least: number; most: number } {
  const ends = rows.flatMap((row) => [row.from, row.to]);
  const least = Math.min(0, ...ends);
  const most = Math.max(0, ...ends);
  return { least, most: most > least ? most : least + 1 };
}

// The weightiest reasons of one sign, without the prior.
export function strongest(waterfall: Waterfall, sign: 1 | -1, most: number): readonly Step[] {
  return waterfall.steps
    .filter((step) => step.key !== "prior" && step.weight * sign > 0)
    .sort((a, b) => (b.weight - a.weight) * sign)
    .slice(0, most);
}
