// SPDX-License-Identifier: Apache-2.0
// A breakdown as a staircase: each part starts where the one before it ended, so that the eye adds up what the page adds
// up. Parts of parts stand inside their parent's stretch. What is missing from the whole, or too much, is a row of its own.
import type { Breakdown, Count, Part } from "../../api/types";

export interface Stair {
  readonly kind: "part" | "missing" | "excess";
  readonly depth: number;
  readonly part: Part | null;
  readonly start: number; // 0 to 1 of the drawn width
  readonly length: number;
  readonly amount: number;
}

export interface Staircase {
  readonly stairs: readonly Stair[];
  readonly whole: number | null; // what the parts are parts of, null when nothing has a figure
  readonly wordsOnly: readonly Part[]; // parts that were named without a figure
}

function figure(count: Count): number | null {
  return count.value ?? count.low ?? count.high;
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (figure(part.count) ?? 0), 0);
}

export function hasFigures(breakdown: Breakdown): boolean {
  return breakdown.parts.some((part) => figure(part.count) !== null);
}

export function staircase(breakdown: Breakdown, whole: number | null): Staircase {
  const counted = breakdown.parts.filter((part) => figure(part.count) !== null);
  const wordsOnly = breakdown.parts.filter((part) => figure(part.count) === null);
  const sum = sumOf(counted);
  const total = whole ?? (sum > 0 ? sum : null);
  if (total === null || counted.length === 0) return { stairs: [], whole: total, wordsOnly };
  const drawn = Math.max(total, sum);
  const stairs: Stair[] = [];
  const place = (parts: readonly Part[], from: number, depth: number) => {
    let at = from;
    for (const part of parts) {
      const amount = figure(part.count) ?? 0;
      stairs.push({ kind: "part", depth, part, start: at / drawn, length: amount / drawn, amount });
      place(
        part.parts.filter((child) => figure(child.count) !== null),
        at,
        depth + 1,
      );
      at += amount;
    }
  };
  place(counted, 0, 0);
  if (sum < total)
    stairs.push({
      kind: "missing",
      depth: 0,
      part: null,
      start: sum / drawn,
      length: (total - sum) / drawn,
      amount: total - sum,
    });
  if (sum > total)
    stairs.push({
      kind: "excess",
      depth: 0,
      part: null,
      start: total / drawn,
      length: (sum - total) / drawn,
      amount: sum - total,
    });
  return { stairs, whole: total, wordsOnly };
}
