// SPDX-License-Identifier: Apache-2.0
// Which exchanges the reader wants to see.
import type { ExchangeView } from "../../api/types";

export interface Filter {
  readonly text: string;
  readonly from: string; // day, or empty
  readonly to: string;
  readonly onlyFindings: boolean;
}

export const noFilter: Filter = { text: "", from: "", to: "", onlyFindings: false };

export function isFiltering(filter: Filter): boolean {
  return filter.text.trim() !== "" || filter.from !== "" || filter.to !== "" || filter.onlyFindings;
}

export function fold(text: string): string {
  return text
    .toLocaleLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\s,.’']/gu, "");
}

// An exchange whose date is known in part is shown when any day of it lies within the wanted days.
export function matches(exchange: ExchangeView, filter: Filter, words: string, hasFinding: boolean): boolean {
  if (filter.onlyFindings && !hasFinding) return false;
  const { earliest, latest } = exchange.date;
  if (filter.from && latest && latest < filter.from) return false;
  if (filter.to && earliest && earliest > filter.to) return false;
  return (
    filter.text.trim() === "" ||
    filter.text
      .trim()
      .split(/\s+/)
      .every((word) => fold(words).includes(fold(word)))
  );
}
