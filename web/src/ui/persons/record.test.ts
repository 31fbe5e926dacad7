// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { difference } from "./record";

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
