// SPDX-License-Identifier: Apache-2.0
// Partial dates in words. Never 01/02: a month is always written out.
import type { PartialDate } from "../api/types";
import type { Words } from "../i18n/text";

type Bounds = Pick<PartialDate, "edtf" | "earliest" | "latest">;

function wholeMonth(earliest: string, latest: string): boolean {
  if (earliest.slice(0, 7) !== latest.slice(0, 7) || !earliest.endsWith("-01")) return false;
  const next = new Date(`${latest}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

function wholeYear(earliest: string, latest: string): boolean {
  return earliest.slice(0, 4) === latest.slice(0, 4) && earliest.endsWith("-01-01") && latest.endsWith("-12-31");
}

export function dateText(date: Bounds, words: Words): string {
  const { earliest, latest, edtf } = date;
  if (earliest && latest) {
    if (earliest === latest) return words.day(earliest);
    if (wholeYear(earliest, latest)) return earliest.slice(0, 4);
    if (wholeMonth(earliest, latest)) return words.month(earliest);
    return words.t("date.between", { a: words.day(earliest), b: words.day(latest) });
  }
  const noYear = /^X{4}-(\d\d)-(\d\d)$/.exec(edtf ?? "");
  if (noYear) return words.t("date.no_year", { d: words.dayOfYear(Number(noYear[1]), Number(noYear[2])) });
  if (earliest) return words.t("date.since", { a: words.day(earliest) });
  if (latest) return words.t("date.until", { b: words.day(latest) });
  return words.t("date.unknown");
}

export function isExactDay(date: Bounds): boolean {
  return date.earliest !== null && date.earliest === date.latest;
}

const dayMs = 86_400_000;
export const dayNumber = (iso: string) => Math.round(Date.parse(`${iso}T00:00:00Z`) / dayMs);
export const dayOfNumber = (n: number) => new Date(n * dayMs).toISOString().slice(0, 10);
