// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { address, canChange } from "./overrides";

test("what is said of columns goes along in the bureau's notation", () => {
  const asked = address("/api/lists", { name: "a b.csv", source: " ", overrides: { Who: "surname", "№": "id" } });
  const query = new URL(asked, "http://localhost").searchParams;
  expect([...query]).toEqual([
    ["name", "a b.csv"],
    ["columns", "Who=surname,№=id"],
  ]);
});

test("a heading with a comma is left as it is", () => {
  expect(canChange("Прізвище, ім'я")).toBe(false);
  expect(canChange("Прізвище")).toBe(true);
});
