// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { sentenceAround, unitsOf } from "./text_places";

describe("places in a text", () => {
  it("count a character outside the basic plane once", () => {
    const text = "🕊️ 230 people";
    const at = [...text].indexOf("2");
    const units = unitsOf(text);
    expect(text.slice(units(at), units(at + 3))).toBe("230");
  });
  it("never leave the text", () => {
    expect(unitsOf("abc")(99)).toBe(3);
    expect(unitsOf("a🕊")(99)).toBe(3);
  });
});

describe("the sentence around a claim", () => {
  const text = "Kyiv, Friday. On Thursday 50 soldiers came back. They are well.\n\nMore follows.";
  const around = (words: string) => {
    const start = text.indexOf(words);
    return sentenceAround(text, start, start + words.length);
  };
  it("ends at full stops and at paragraphs", () => {
    expect(around("50 soldiers")).toEqual({ before: "On Thursday ", words: "50 soldiers", after: " came back." });
    expect(around("More")).toEqual({ before: "", words: "More", after: " follows." });
  });
  it("covers a claim that runs over two sentences", () => {
    expect(around("came back. They are")).toEqual({
      before: "On Thursday 50 soldiers ",
      words: "came back. They are",
      after: " well.",
    });
  });
  it("does not end at an abbreviation before a small letter", () => {
    expect(sentenceAround("About 5 p.m. local time 12 came.", 24, 26).before).toBe("About 5 p.m. local time ");
  });
});
