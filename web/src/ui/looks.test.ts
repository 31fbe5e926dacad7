// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Count, Reckoned } from "../api/types";
import { catalogues } from "../i18n/catalogues";
import { makeWords } from "../i18n/text";
import { amountOf, amountOfCount, amountText, lookOf } from "./looks";

const words = makeWords("en", catalogues.en);
const count = (over: Partial<Count>): Count => ({
  op: "eq",
  lo: 50,
  hi: 50,
  low: 50,
  high: 50,
  value: 50,
  tolerance: 0,
  surface: "",
  basis: "stated",
  formula: null,
  ...over,
});
const reckoned = (over: Partial<Reckoned>): Reckoned => ({
  low: 50,
  best: 50,
  high: 50,
  op: "eq",
  basis: "stated",
  conflict: false,
  why: "",
  claims: [],
  reports: 1,
  origins: 1,
  ...over,
});
const shown = (amount: ReturnType<typeof amountOf>) => [lookOf(amount), amountText(amount, words)];

describe("a claim's count", () => {
  it.each([
    [count({}), "exact", "50"],
    [count({ op: "ap", low: 45, high: 55 }), "hedged", "about 50"],
    [count({ op: "gt", value: 200, low: 201, high: null }), "hedged", "over 200"],
    [count({ op: "ge", value: 28, high: null }), "hedged", "at least 28"],
    [count({ op: "le", value: 1650 }), "hedged", "up to 1,650"],
    [count({ op: "lt", value: 30 }), "hedged", "under 30"],
    [count({ op: "rg", value: 10000, low: 10000, high: 13000 }), "range", "10,000 to 13,000"],
    [count({ op: "fr", value: null, low: null, high: null, surface: "most" }), "hedged", "most"],
    [count({ op: "null", value: null, low: null, high: null }), "not_stated", "not stated"],
    [count({ value: 16, low: 16, high: 16, basis: "derived", formula: "100 − 84" }), "derived", "16, worked out"],
  ])("%#: looks %s and reads %s", (of, look, text) => {
    expect(shown(amountOfCount(of))).toEqual([look, text]);
  });
  it("that was withdrawn stays readable and says so", () => {
    expect(shown(amountOfCount(count({ value: 755 }), "retracted"))).toEqual(["retracted", "755, withdrawn"]);
  });
});

describe("a reckoned number", () => {
  it("has no best value when the sides disagree, and shows both", () => {
    expect(shown(amountOf(reckoned({ low: 195, best: null, high: 207, conflict: true })))).toEqual([
      "disputed",
      "disputed: 195 or 207",
    ]);
  });
  it("without best but with both ends is a range; with one end it is undetermined", () => {
    expect(lookOf(amountOf(reckoned({ low: 10, best: null, high: 20 })))).toBe("range");
    expect(lookOf(amountOf(reckoned({ low: 10, best: null, high: null })))).toBe("undetermined");
  });
  it("that nobody stated is not zero", () => {
    expect(shown(amountOf(reckoned({ low: null, best: null, high: null, op: "null" })))).toEqual([
      "not_stated",
      "not stated",
    ]);
    expect(shown(amountOf(reckoned({ low: 0, best: 0, high: 0 })))).toEqual(["exact", "0"]);
  });
});
