// SPDX-License-Identifier: Apache-2.0
import type { ExchangeView } from "../api/types";
import type { Words } from "../i18n/text";
import { dateText, isExactDay } from "./dates";

// "Exchange of 31 January 2024"; "Exchange, between …" when the day is known in part.
export function nameOf(exchange: ExchangeView, words: Words): string {
  const { date } = exchange;
  if (isExactDay(date)) return words.t("exchange.of", { date: dateText(date, words) });
  return date.earliest || date.latest || date.edtf
    ? words.t("exchange.some_day", { date: dateText(date, words) })
    : words.t("exchange.undated");
}
