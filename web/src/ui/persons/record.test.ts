// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { FieldKind, SourceRecord } from "../../api/types";
import { difference, fieldRows, textIn } from "./record";

describe("what differs between two texts", () => {
  test("is what stands between their common beginning and end", () => {
    expect(difference("Коваленко", "Ковальенко")).toEqual({ before: 5, after: 4 });
    expect(difference("1987-03-12", "1987-03-21")).toEqual({ before: 8, after: 0 });
  });
  test("is nothing when only capitals differ", () => {
    expect(difference("KOVAL", "Koval")).toBeNull();
  });
  test("is nothing between two ways to write a day, or between two scripts", () => {
    expect(difference("12.03.1987", "1987-03-12")).toBeNull();
    expect(difference("Яременко", "Yaremenko")).toBeNull();
    expect(difference("12.03.1987", "1987-12-03")).not.toBeNull();
  });
  test("never overlaps with itself", () => {
    expect(difference("аа", "ааа")).toEqual({ before: 2, after: 0 });
    expect(difference("", "а")).toEqual({ before: 0, after: 0 });
  });
});

describe("the names of records side by side", () => {
  const record = (...fields: readonly (readonly [FieldKind, string])[]) =>
    ({ fields: fields.map(([kind, text]) => ({ kind, text, column: "" })) }) as unknown as SourceRecord;
  const rows = (...records: readonly SourceRecord[]) =>
    fieldRows(records).map((row) => [row.kind, ...records.map((one) => textIn(one, row))]);
  const whole = record(["full_name", "Koval Ivan"]);
  const parts = record(["surname", "Коваль"], ["given_name", "Іван"]);

  test("stand in one row when one record writes the name whole and another in parts", () => {
    expect(rows(whole, parts)).toEqual([["name", "Koval Ivan", "Коваль Іван"]]);
  });
  test("stand part by part when each record has the parts, and never whole beside them", () => {
    const both = record(["full_name", "Коваль Іван"], ["surname", "Коваль"], ["given_name", "Іван"]);
    expect(rows(both, parts)).toEqual([
      ["surname", "Коваль", "Коваль"],
      ["given_name", "Іван", "Іван"],
    ]);
  });
  test("stand whole when no record has parts", () => {
    expect(rows(whole, whole)).toEqual([["full_name", "Koval Ivan", "Koval Ivan"]]);
  });
});
