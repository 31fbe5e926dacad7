// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { emptyDraft, guessFormat, isEmpty, loadDraft, nextDraft, reportOf, saveDraft, withBody } from "./draft";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}

describe("a draft", () => {
  it("survives a reload with its operation, so that filing twice records once", () => {
    const store = storage();
    const draft = { ...withBody(emptyDraft(), "230 people came home."), outlet: "Harbour Gazette" };
    saveDraft(store, draft);
    expect(loadDraft(store)).toEqual(draft);
  });
  it("leaves nothing behind when it is empty", () => {
    const store = storage();
    saveDraft(store, withBody(emptyDraft(), "x"));
    saveDraft(store, emptyDraft());
    expect(isEmpty(loadDraft(store))).toBe(true);
  });
  it("that was damaged is no draft", () => {
    const store = storage();
    store.setItem("nostos.draft", "{broken");
    expect(isEmpty(loadDraft(store))).toBe(true);
  });
  it("knows HTML when it sees it, until the reader says otherwise", () => {
    expect(guessFormat("<!DOCTYPE html><p>50</p>")).toBe("html");
    expect(guessFormat("50 < 60 came home")).toBe("text");
    expect(withBody({ ...emptyDraft(), formatChosen: true, format: "text" }, "<html>").format).toBe("text");
  });
  it("sends only what was filled in", () => {
    expect(reportOf({ ...withBody(emptyDraft(), "x"), outlet: "  ", url: " https://a.example " })).toEqual({
      format: "text",
      body: "x",
      url: "https://a.example",
    });
  });
  it("gives way to the next waiting file, with a new operation", () => {
    const draft = { ...withBody(emptyDraft(), "one"), waiting: [{ name: "b.html", body: "<p>two</p>" }] };
    const next = nextDraft(draft);
    expect([next.body, next.format, next.waiting.length]).toEqual(["<p>two</p>", "html", 0]);
    expect(next.operation).not.toBe(draft.operation);
  });
});
