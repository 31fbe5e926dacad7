// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Waterfall } from "../../api/types";
import { extent, rowsOf, strongest } from "./waterfall";

const waterfall: Waterfall = {
  total: 2034,
  probability: 0.8037,
  shown: "0.8037",
  steps: [
    { key: "prior", words: ["30"], weight: -4907 },
    { key: "surname.spelling", words: ["Kovalenko", "Коваленко"], weight: 4210 },
    { key: "names.letters", words: ["c", "ц"], weight: 0 },
    { key: "given.one_edit", words: ["Ivan", "Іван"], weight: 3500 },
    { key: "birth_date.different", words: ["1987", "1990"], weight: -769 },
  ],
};

describe("a waterfall", () => {
  test("begins each bar where the one before it ended, and ends at the total", () => {
    const rows = rowsOf(waterfall);
    rows.reduce((end, row) => {
      expect(row.from).toBe(end);
      return row.to;
    }, 0);
    expect(rows[rows.length - 1]?.to).toBe(waterfall.total);
  });
  test("puts an explanation without weight under the reason it explains", () => {
    expect(rowsOf(waterfall).map((row) => row.details.length)).toEqual([0, 1, 0, 0]);
  });
  test("is drawn over a stretch that holds zero and every end", () => {
    expect(extent(rowsOf(waterfall))).toEqual({ least: -4907, most: 2803 });
    expect(extent([])).toEqual({ least: 0, most: 1 });
  });
  test("tells the weightiest for and against; the prior is neither", () => {
    expect(strongest(waterfall, 1, 1).map((step) => step.key)).toEqual(["surname.spelling"]);
    expect(strongest(waterfall, -1, 3).map((step) => step.key)).toEqual(["birth_date.different"]);
  });
});
