// SPDX-License-Identifier: Apache-2.0
// The draft of a report. It lives in the browser's storage, so it survives a reload; a failed save keeps it.
import type { NewReport } from "../../api/types";

export interface Draft {
  readonly operation: string; // sent with the report: filing twice by accident records once
  readonly format: "text" | "html";
  readonly formatChosen: boolean; // by the reader; else it follows the body
  readonly body: string;
  readonly outlet: string;
  readonly url: string;
  readonly published: string;
  readonly waiting: readonly { readonly name: string; readonly body: string }[]; // dropped files still to come
}

const key = "nostos.draft";
export const largestMegabytes = 2;

export function emptyDraft(): Draft {
  return {
    operation: crypto.randomUUID(),
    format: "text",
    formatChosen: false,
    body: "",
    outlet: "",
    url: "",
    published: "",
    waiting: [],
  };
}

export function guessFormat(body: string): "text" | "html" {
  return /^\s*(<!doctype|<html|<head|<body|<article|<div|<p[\s>]|<!--)/i.test(body) ? "html" : "text";
}

export function withBody(draft: Draft, body: string): Draft {
  return { ...draft, body, format: draft.formatChosen ? draft.format : guessFormat(body) };
}

export function loadDraft(storage: Storage): Draft {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? "null") as Partial<Draft> | null;
    if (stored && typeof stored.body === "string" && typeof stored.operation === "string")
      return { ...emptyDraft(), ...stored };
  } catch {
    // A draft that cannot be read is no draft.
  }
  return emptyDraft();
}

export function saveDraft(storage: Storage, draft: Draft): void {
  try {
    if (isEmpty(draft)) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage full or forbidden: the page still works, the draft just does not outlive it.
  }
}

export function isEmpty(draft: Draft): boolean {
  return (
    draft.body === "" && draft.outlet === "" && draft.url === "" && draft.published === "" && draft.waiting.length === 0
  );
}

export function reportOf(draft: Draft): NewReport {
  return {
    format: draft.format,
    body: draft.body,
    ...(draft.url.trim() && { url: draft.url.trim() }),
    ...(draft.outlet.trim() && { outlet: draft.outlet.trim() }),
    ...(draft.published && { published: draft.published }),
  };
}

// The next waiting file as a new draft, or an empty one.
export function nextDraft(draft: Draft): Draft {
  const [first, ...waiting] = draft.waiting;
  return first ? withBody({ ...emptyDraft(), waiting }, first.body) : emptyDraft();
}
