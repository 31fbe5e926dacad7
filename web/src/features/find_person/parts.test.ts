// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { RecordField } from "../../api/types";
import { changed, partsOf, soughtOf } from "./parts";

const sought: RecordField[] = [
  { kind: "surname", column: "Ann", text: "Ann" },
  { kind: "birth_date", column: "1987", text: "1987" },
];

describe("the parts of a question", () => {
  test("are sent as they were understood until somebody changes one", () => {
    const parts = partsOf(sought);
    expect(changed(parts, sought)).toBe(false);
    expect(soughtOf(parts)).toEqual(sought);
    const corrected = parts.map((part) => (part.text === "Ann" ? { ...part, kind: "given_name" as const } : part));
    expect(changed(corrected, sought)).toBe(true);
  });
  test("are left out when they are emptied", () => {
    const parts = partsOf(sought).map((part) => (part.kind === "surname" ? { ...part, text: "  " } : part));
    expect(soughtOf(parts)).toEqual([sought[1]]);
    expect(changed(parts, sought)).toBe(true);
  });
});
