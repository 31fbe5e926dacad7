// SPDX-License-Identifier: Apache-2.0
// Texts, numbers and dates in the reader's language. Number forms, digits and dates follow CLDR through Intl.
import { Fragment, createContext, use, type ReactNode } from "react";
import { languages, type Catalogue, type Key, type Language, type Message } from "./catalogue";

export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  readonly locale: string;
  // The text of a key. `n` chooses the number form and fills `{n}`.
  t(key: Key, values?: Values): string;
  // The same with nodes for some of the `{names}`; `count` chooses the number form.
  rich(key: Key, nodes: Readonly<Record<string, ReactNode>>, count?: number): ReactNode;
  // The name of an id of the data ("armed_forces"), or the id made readable when there is none.
  name(group: string, id: string, words?: string): string;
  number(value: number): string;
  day(iso: string): string;
  month(iso: string): string;
  dayOfYear(month: number, day: number): string;
  moment(iso: string): string;
  list(items: readonly string[]): string;
  compare(a: string, b: string): number;
}

const placeholder = /\{(\w+)\}/g;

export function fill(text: string, values: Values, format: (value: number) => string): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? format(value) : value;
  });
}

export function readable(id: string): string {
  return id.replaceAll("_", " ");
}

export function makeWords(language: Language, catalogue: Catalogue): Words {
  const locale = languages.find((l) => l.id === language)?.locale ?? "en-GB";
  const plural = new Intl.PluralRules(locale);
  // Four digits are grouped in all three languages: 2,828 and 2 828, never 2828.
  const figures = new Intl.NumberFormat(locale, { useGrouping: "always" } as Intl.NumberFormatOptions);
  const days = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const yearDays = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  const moments = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const collator = new Intl.Collator(locale, { numeric: true });
  const messages: Readonly<Record<string, Message>> = catalogue;

  const formOf = (message: Message, count: number | undefined): string => {
    if (typeof message === "string") return message;
    const form = plural.select(count ?? 0);
    return (message as Record<string, string>)[form] ?? message.other;
  };
  const number = (value: number) => figures.format(value);
  return {
    language,
    locale,
    number,
    t: (key, values = {}) =>
      fill(formOf(catalogue[key], typeof values["n"] === "number" ? values["n"] : undefined), values, number),
    rich: (key, nodes, count) => {
      const pieces = formOf(catalogue[key], count).split(placeholder);
      return pieces.map((piece, i) => <Fragment key={i}>{i % 2 === 0 ? piece : nodes[piece]}</Fragment>);
    },
    name: (group, id, words) => {
      const message = messages[`${group}.${id}`];
      return typeof message === "string" ? message : words || readable(id);
    },
    day: (iso) => days.format(new Date(`${iso}T00:00:00Z`)),
    month: (iso) => months.format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`)),
    dayOfYear: (month, day) => yearDays.format(new Date(Date.UTC(2000, month - 1, day))),
    moment: (iso) => moments.format(new Date(iso)),
    list: (items) => lists.format(items),
    compare: collator.compare,
  };
}

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error("useWords needs a WordsContext above it");
  return words;
}
