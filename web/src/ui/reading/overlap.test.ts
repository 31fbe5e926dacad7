// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { layOutUnderlines, nextAt, type Underline } from "./overlap";

const line = (id: string, start: number, end: number): Underline => ({ id, start, end, kind: "exact" });
const lanesOf = (all: Underline[]) =>
  Object.fromEntries(layOutUnderlines(100, all).flatMap((s) => s.underlines.map((u) => [u.id, u.lane])));

describe("claims that overlap", () => {
  it("get lanes of their own, the innermost nearest to the words", () => {
    expect(lanesOf([line("sentence", 0, 50), line("number", 10, 13), line("other", 60, 70)])).toEqual({
      sentence: 1,
      number: 0,
      other: 0,
    });
  });
  it("share the last lane when more than three lie on one another", () => {
    expect(
      Math.max(...Object.values(lanesOf([line("a", 0, 10), line("b", 0, 20), line("c", 0, 30), line("d", 0, 40)]))),
    ).toBe(2);
  });
  it("cut the text without losing or doubling a character", () => {
    const segments = layOutUnderlines(100, [line("a", 5, 30), line("b", 20, 40), line("c", 90, 200)]);
    expect(segments[0]!.start).toBe(0);
    expect(segments.at(-1)!.end).toBe(100);
    segments.slice(1).forEach((segment, i) => expect(segment.start).toBe(segments[i]!.end));
  });
  it("have one handle each where there is room for one", () => {
    const segments = layOutUnderlines(100, [line("outer", 0, 50), line("inner", 10, 13)]);
    expect(segments.flatMap((segment) => segment.heads)).toEqual(["outer", "inner"]);
  });
  it("leave out what has no length", () => {
    expect(layOutUnderlines(10, [line("empty", 4, 4)]).every((segment) => segment.underlines.length === 0)).toBe(true);
  });
  it("do not depend on the order they come in", () => {
    const all = [line("a", 0, 50), line("b", 10, 13), line("c", 12, 40)];
    expect(layOutUnderlines(60, [...all].reverse())).toEqual(layOutUnderlines(60, all));
  });
});

describe("pressing on words of several claims", () => {
  it("takes the innermost first, then the next one out, then the first again", () => {
    const segment = layOutUnderlines(100, [line("outer", 0, 50), line("inner", 10, 13)])[1]!;
    expect(nextAt(segment, null)).toBe("inner");
    expect(nextAt(segment, "inner")).toBe("outer");
    expect(nextAt(segment, "outer")).toBe("inner");
  });
});
