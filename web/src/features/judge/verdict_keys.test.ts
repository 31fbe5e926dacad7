// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { verdictOfKey, verdicts } from "./verdict_keys";

test("each judgement has a key of its own, and Z is none of them", () => {
  expect(new Set(verdicts.map((one) => one.code)).size).toBe(4);
  for (const { code, verdict } of verdicts) expect(verdictOfKey({ code })).toBe(verdict);
  expect(verdictOfKey({ code: "KeyZ" })).toBeNull();
});
