// SPDX-License-Identifier: Apache-2.0
// Addresses live after the `#`, so the pages work from any server that can hand out files: `#/exchanges/x5`.
import { useSyncExternalStore } from "react";

export interface Address {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

export function parseAddress(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export function href(path: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const words = new URLSearchParams(query).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${words ? `?${words}` : ""}`;
}

export const toExchange = (id: string) => href(["exchanges", id]);
export const toReport = (digest: string, claim?: string) => href(["reports", digest], claim ? { claim } : {});
export const toFinding = (id: string) => href(["findings"], { finding: id });
export const toPerson = (id: string, asOf?: number) =>
  href(["persons", id], asOf === undefined ? {} : { as_of: String(asOf) });
export const toPair = (left: string, right: string) => href(["judge"], { left, right });

const subscribe = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

export function go(to: string): void {
  window.location.hash = to;
}

// Changes the query of the page without a new step in the history: for filters.
export function replaceQuery(path: readonly string[], query: Readonly<Record<string, string>>): void {
  history.replaceState(history.state, "", href(path, query));
}
