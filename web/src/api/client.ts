// SPDX-License-Identifier: Apache-2.0
// Talks to the bureau. Answers to GET are kept until something is written; a page that was open before shows at once.
import { useEffect, useState } from "react";
import type { Problem } from "./types";

export class ApiError extends Error {
  readonly fault: string;
  readonly status: number;
  constructor(fault: string, message: string, status: number) {
    super(message);
    this.fault = fault;
    this.status = status;
  }
}

async function answer<T>(request: () => Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await request();
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new ApiError("offline", "", 0);
  }
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new ApiError(
    problem?.error?.fault ?? "unavailable",
    problem?.error?.message ?? response.statusText,
    response.status,
  );
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const headers = { accept: "application/json", "accept-language": language };
  return answer<T>(() => fetch(path, { headers, ...(signal ? { signal } : {}) }));
}

export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return answer<T>(() =>
    fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "accept-language": language },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    }),
  );
}

// A file as it is.
export function send<T>(path: string, file: Blob, signal?: AbortSignal): Promise<T> {
  return answer<T>(() =>
    fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/octet-stream",
        accept: "application/json",
        "accept-language": language,
      },
      body: file,
      ...(signal ? { signal } : {}),
    }),
  );
}

// The bureau tells its reasons in the reader's language.
let language = "en";
export function speak(wanted: string): void {
  if (wanted === language) return;
  language = wanted;
  forget();
}

interface Kept {
  promise: Promise<unknown>;
  value?: unknown;
  error?: ApiError;
}
const kept = new Map<string, Kept>();
const listeners = new Set<() => void>();

function fetchOnce(path: string): Kept {
  const known = kept.get(path);
  if (known) return known;
  const entry: Kept = { promise: get(path) };
  kept.set(path, entry);
  entry.promise.then(
    (value) => {
      entry.value = value;
    },
    (error: unknown) => {
      entry.error = error instanceof ApiError ? error : new ApiError("unavailable", String(error), 0);
    },
  );
  return entry;
}

// Drops every kept answer: something was written, or the reader asked to try again.
export function forget(): void {
  kept.clear();
  for (const listener of listeners) listener();
}

export interface Resource<T> {
  data: T | undefined;
  error: ApiError | undefined;
}

// The answer to GET `path`; nothing is asked while `path` is null. While a newer answer is on its way the old one stays.
export function useResource<T>(path: string | null): Resource<T> {
  const [, redraw] = useState(0);
  const [last, setLast] = useState<{ path: string; data: T } | null>(null);
  useEffect(() => {
    if (path === null) return;
    let live = true;
    const load = () => {
      const entry = fetchOnce(path);
      entry.promise.then(
        (value) => {
          if (live) {
            setLast({ path, data: value as T });
            redraw((n) => n + 1);
          }
        },
        () => {
          if (live) redraw((n) => n + 1);
        },
      );
      redraw((n) => n + 1);
    };
    load();
    listeners.add(load);
    return () => {
      live = false;
      listeners.delete(load);
    };
  }, [path]);
  if (path === null) return { data: undefined, error: undefined };
  const entry = kept.get(path);
  if (entry?.value !== undefined) return { data: entry.value as T, error: undefined };
  return { data: last?.path === path ? last.data : undefined, error: entry?.error };
}
