// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { catalogues } from "./catalogues";
import { languages } from "./catalogue";
import { makeWords } from "./text";

const en = makeWords("en", catalogues.en);
const uk = makeWords("uk", catalogues.uk);
const ru = makeWords("ru", catalogues.ru);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers", () => {
  it("are grouped from four digits on in every language", () => {
    expect(en.number(2828)).toBe("2,828");
    expect(plain(uk.number(2828))).toBe("2 828");
    expect(plain(ru.number(10000))).toBe("10 000");
  });
});

describe("number forms", () => {
  it("follow the language: one, few, many", () => {
    expect(en.t("report.claims_count", { n: 1 })).toBe("1 claim");
    expect(uk.t("severity.count_contradiction", { n: 21 })).toBe("21 суперечність");
    expect(uk.t("severity.count_contradiction", { n: 3 })).toBe("3 суперечності");
    expect(uk.t("severity.count_contradiction", { n: 11 })).toBe("11 суперечностей");
    expect(ru.t("reports.state", { n: 22 })).toBe("22 сообщения внесено");
  });
});

describe("dates", () => {
  it("write the month out", () => {
    expect(en.day("2024-01-02")).toBe("2 January 2024");
    expect(plain(uk.day("2024-01-02"))).toMatch(/^2 січня 2024/);
    expect(plain(ru.day("2024-02-01"))).toMatch(/^1 февраля 2024/);
  });
});

describe("every language", () => {
  const names = (message: unknown): string[] =>
    (typeof message === "string" ? [message] : Object.values(message as object)).map((text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)]
        .map((m) => m[1])
        .sort()
        .join(","),
    );
  it.each(languages.map((language) => language.id))("fills the same places as English (%s)", (id) => {
    for (const [key, message] of Object.entries(catalogues[id])) {
      const wanted = names(catalogues.en[key as keyof typeof catalogues.en])[0];
      for (const found of names(message)) expect(`${key}: ${found}`).toBe(`${key}: ${wanted}`);
    }
  });
  it.each(["uk", "ru"] as const)("is translated and not left in English (%s)", (id) => {
    const same = Object.entries(catalogues[id]).filter(
      ([key, message]) => typeof message === "string" && message === catalogues.en[key as keyof typeof catalogues.en],
    );
    expect(
      same
        .map(([key]) => key)
        .filter(
          (key) =>
            !["app.name"].includes(key) &&
            /\p{L}{3}/u.test(catalogues.en[key as keyof typeof catalogues.en] as string) &&
            key !== "exchanges.group",
        ),
    ).toEqual([]);
  });
});

describe("names of ids", () => {
  it("come from the catalogue, then from the report's words, then from the id", () => {
    expect(en.name("label", "border_guard", "border troops")).toBe("border guards");
    expect(en.name("label", "river_flotilla", "river flotilla men")).toBe("river flotilla men");
    expect(en.name("label", "river_flotilla")).toBe("river flotilla");
  });
});
