// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { catalogues } from "../i18n/catalogues";
import { makeWords } from "../i18n/text";
import { parseDay } from "./date_input";
import { dateText } from "./dates";

const words = makeWords("en", catalogues.en);
const date = (earliest: string | null, latest: string | null, edtf = "") => dateText({ earliest, latest, edtf }, words);

describe("a partial date in words", () => {
  it.each([
    [date("2022-12-01", "2022-12-01"), "1 December 2022"],
    [date("2024-01-01", "2024-01-31"), "January 2024"],
    [date("2024-02-01", "2024-02-29"), "February 2024"],
    [date("2023-01-01", "2023-12-31"), "2023"],
    [date("2023-11-29", "2024-01-30"), "between 29 November 2023 and 30 January 2024"],
    [date("2022-02-24", null), "24 February 2022 or later"],
    [date(null, "2022-12-01"), "1 December 2022 or earlier"],
    [date(null, null, "XXXX-01-31"), "31 January, year not stated"],
    [date(null, null), "date not known"],
  ])("%s", (shown, wanted) => expect(shown).toBe(wanted));
});

describe("a day that is typed", () => {
  it("is year, month, day, with any of three separators", () => {
    expect(parseDay("2024-01-31")).toBe("2024-01-31");
    expect(parseDay(" 2024.1.5 ")).toBe("2024-01-05");
  });
  it("is none when it could be read two ways or does not exist", () => {
    expect(parseDay("01/02/2024")).toBeNull();
    expect(parseDay("2023-02-30")).toBeNull();
    expect(parseDay("2023-13-01")).toBeNull();
    expect(parseDay("")).toBeNull();
  });
});
