// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Breakdown, Part } from "../../api/types";
import { staircase } from "./waterfall";

const part = (label: string, value: number | null, parts: Part[] = []): Part => ({
  label,
  words: label,
  complement: false,
  parts,
  count: {
    op: value === null ? "null" : "eq",
    lo: value,
    hi: value,
    low: value,
    high: value,
    value,
    tolerance: 0,
    surface: "",
    basis: "stated",
    formula: null,
  },
});
const breakdown = (parts: Part[]): Breakdown => ({
  dimension: "service",
  to: "UA",
  parts,
  exhaustive: "yes",
  balance: "ok",
  off_by: 0,
  note: "",
});
const by = (stairs: ReturnType<typeof staircase>["stairs"]) =>
  stairs.map((s) => [s.part?.label ?? s.kind, s.start, s.length]);

describe("the staircase of a breakdown", () => {
  it("starts each part where the one before ended, and parts of parts inside their parent", () => {
    const { stairs } = staircase(
      breakdown([part("army", 50, [part("navy", 10), part("air", 20)]), part("guard", 50)]),
      100,
    );
    expect(by(stairs)).toEqual([
      ["army", 0, 0.5],
      ["navy", 0, 0.1],
      ["air", 0.1, 0.2],
      ["guard", 0.5, 0.5],
    ]);
  });
  it("shows what is missing from the whole", () => {
    const { stairs } = staircase(breakdown([part("a", 14)]), 50);
    expect(stairs.at(-1)).toMatchObject({ kind: "missing", amount: 36, start: 0.28 });
  });
  it("shows what is too much, and still fits", () => {
    const { stairs } = staircase(breakdown([part("a", 130), part("b", 77)]), 206);
    const excess = stairs.at(-1)!;
    expect(excess).toMatchObject({ kind: "excess", amount: 1 });
    expect(excess.start + excess.length).toBeCloseTo(1);
  });
  it("is its own whole when no count of the whole is known", () => {
    expect(staircase(breakdown([part("a", 2), part("b", 2)]), null).whole).toBe(4);
  });
  it("keeps parts that were named without a figure as words", () => {
    const { stairs, wordsOnly } = staircase(breakdown([part("soldiers", null), part("officers", null)]), 50);
    expect(stairs).toEqual([]);
    expect(wordsOnly.map((one) => one.label)).toEqual(["soldiers", "officers"]);
  });
});
