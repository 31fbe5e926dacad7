// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Chain, ExchangeView, LegView, Reckoned } from "../../api/types";
import { matches, noFilter } from "./filter";
import { groupExchanges } from "./groups";
import { halfDisc, layOut, quarterDisc, radius, roundTicks, timeTicks } from "./timeline_layout";
import { dayNumber } from "../../ui/dates";

const number = (best: number | null, over: Partial<Reckoned> = {}): Reckoned => ({
  low: best,
  best,
  high: best,
  op: best === null ? "null" : "eq",
  basis: "stated",
  conflict: false,
  why: "",
  claims: [],
  reports: 1,
  origins: 1,
  ...over,
});
const leg = (to: string | null, count: Reckoned): LegView => ({
  to,
  from: null,
  count,
  population: "pow",
  scope: null,
});
const exchange = (
  id: string,
  earliest: string | null,
  latest: string | null,
  legs: LegView[],
  sides = ["A", "B"],
): ExchangeView => ({
  id,
  type: "exchange",
  status: "completed",
  date: { edtf: "", earliest, latest, basis: "" },
  date_proof: [],
  sides,
  legs,
  ordinals: [],
  totals: [],
  breakdowns: [],
  breakdown_claims: [],
  mediators: [],
  intermediaries: [],
  places: [],
  health: [],
  members: [],
  claims: [],
  previous: null,
  parent: null,
});
const frame = { width: 1000, largest: 40, totalHeight: 100 };
const link = (id: string, total: number, gap: number | null = null) => ({
  exchange: id,
  total_after: total,
  step: null,
  derived: false,
  gap,
  arithmetic: "",
  claims: [],
});

describe("a mark", () => {
  const exchanges = [
    exchange("x1", "2023-01-01", "2023-01-01", [leg("A", number(100)), leg("B", number(25))]),
    exchange("x2", "2023-03-01", "2023-05-01", [leg("A", number(null))]),
    exchange("x3", "2023-12-31", "2023-12-31", [leg("B", number(null, { low: 50, high: 100, conflict: true }))]),
    exchange("x4", null, "2023-12-31", [leg(null, number(9))]),
  ];
  const { marks } = layOut(exchanges, [], ["A", "B"], frame);
  it("has an area by the number of people", () => {
    expect(marks[0]!.above).toEqual({ kind: "disc", r: 40 });
    expect(marks[0]!.below).toEqual({ kind: "disc", r: 20 });
  });
  it("is open without a figure and stands in the middle of its bounds", () => {
    expect(marks[1]!.above.kind).toBe("open");
    expect(marks[1]!.below.kind).toBe("none");
    expect(marks[1]!.whisker).toMatchObject({ openFrom: false, openTo: false });
    expect(marks[1]!.x).toBeCloseTo((marks[1]!.whisker!.from + marks[1]!.whisker!.to) / 2);
  });
  it("is split where the sides give different figures", () => {
    const split = marks[2]!.below;
    expect(split.kind).toBe("split");
    if (split.kind === "split") expect(split.low).toBeLessThan(split.high);
  });
  it("is a ring on the line when the side is not stated, with an open end where a bound is missing", () => {
    expect(marks[3]!.unsided).toBeGreaterThan(0);
    expect(marks[3]!.whisker).toMatchObject({ openFrom: true, openTo: false });
  });
  it("swaps its halves, and nothing else, when the sides are swapped", () => {
    const swapped = layOut(exchanges, [], ["B", "A"], frame).marks;
    expect(swapped.map((mark) => [mark.x, mark.above, mark.below])).toEqual(
      marks.map((mark) => [mark.x, mark.below, mark.above]),
    );
  });
  it("steps aside when two lie on one another, in their order", () => {
    const [a, b] = layOut(
      [exchange("x1", "2023-01-01", "2023-12-31", []), exchange("x2", "2023-01-01", "2023-12-31", [])],
      [],
      ["A", "B"],
      frame,
    ).marks;
    expect(b!.x - a!.x).toBe(40);
  });
  it("never vanishes for being small", () => expect(radius(1, 100000, 40)).toBeGreaterThanOrEqual(5));
});

describe("the running total", () => {
  const exchanges = ["x1", "x2", "x3"].map((id, i) => exchange(id, `2023-0${i + 1}-01`, `2023-0${i + 1}-01`, []));
  const chain: Chain = { side: "A", links: [link("x1", 100), link("x2", 150, 0), link("x3", 212, 12)] };
  const [line] = layOut(exchanges, [chain], ["A", "B"], frame).totals;
  it("rises in steps at the exchanges", () => {
    expect(line!.steps.map((step) => step.total)).toEqual([100, 150, 212]);
    expect(line!.steps[0]!.y).toBeGreaterThan(line!.steps[2]!.y);
    expect(line!.path).toMatch(/^M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+$/);
  });
  it("has a gap only where returns are unseen", () => expect(line!.gaps.map((gap) => gap.unseen)).toEqual([12]));
});

describe("ticks", () => {
  it("of time have room and lie within", () => {
    const ticks = timeTicks(dayNumber("2022-02-23"), dayNumber("2024-07-17"), 1000);
    expect(ticks[0]!.iso).toBe("2022-04-01");
    expect(ticks.length).toBeGreaterThan(4);
    expect(
      timeTicks(dayNumber("1990-05-01"), dayNumber("2024-07-17"), 400).every((tick) => tick.iso.endsWith("-01-01")),
    ).toBe(true);
  });
  it("of totals are round", () => expect(roundTicks(2533, 3200, 4)).toEqual([2600, 2800, 3000, 3200]));
});

describe("outlines", () => {
  it("stand on the line or hang from it", () => {
    expect(halfDisc(10, 50, 5, true)).toBe("M5 50A5 5 0 0 1 15 50Z");
    expect(halfDisc(10, 50, 5, false)).toBe("M5 50A5 5 0 0 0 15 50Z");
    expect(quarterDisc(10, 50, 5, true, true)).toBe("M5 50A5 5 0 0 1 10 45V50Z");
    expect(quarterDisc(10, 50, 5, false, false)).toBe("M15 50A5 5 0 0 1 10 55V50Z");
  });
});

describe("groups", () => {
  const sort = (ids: readonly string[]) => [...new Set(ids)].sort();
  it("part exchanges by who exchanges with whom, the largest first, without sides last", () => {
    const groups = groupExchanges(
      [
        exchange("x1", null, null, [], ["C", "D"]),
        exchange("x2", null, null, []),
        exchange("x3", null, null, []),
        exchange("x4", null, null, [], []),
      ],
      [],
      sort,
    );
    expect(groups.map((group) => [group.key, group.exchanges.map((one) => one.id)])).toEqual([
      ["A+B", ["x2", "x3"]],
      ["C+D", ["x1"]],
      ["unknown", ["x4"]],
    ]);
  });
  it("take in an exchange that names one side only", () => {
    const groups = groupExchanges(
      [exchange("x1", null, null, []), exchange("x2", null, null, [leg("B", number(3))], [])],
      [],
      sort,
    );
    expect(groups).toHaveLength(1);
  });
});

describe("the filter", () => {
  const one = exchange("x1", "2023-03-01", "2023-05-01", []);
  it("keeps an exchange when any day it may have been on is wanted", () => {
    expect(matches(one, { ...noFilter, from: "2023-04-20", to: "2023-04-21" }, "", false)).toBe(true);
    expect(matches(one, { ...noFilter, from: "2023-05-02" }, "", false)).toBe(false);
    expect(matches(one, { ...noFilter, to: "2023-02-28" }, "", false)).toBe(false);
  });
  it("finds words without marks, capitals or the separators of numbers", () => {
    expect(matches(one, { ...noFilter, text: "2,828 mariupol" }, "2828 | Mariúpol", false)).toBe(true);
    expect(matches(one, { ...noFilter, text: "kyiv" }, "2828 | Mariupol", false)).toBe(false);
  });
});
