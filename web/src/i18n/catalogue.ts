// SPDX-License-Identifier: Apache-2.0
// The shape every language must have: the keys of English, and all four forms wherever English has number forms.
import type { en } from "./en";

export type Key = keyof typeof en;
export type Forms = Readonly<Record<"one" | "few" | "many" | "other", string>>;
export type EnglishForms = Readonly<Record<"one" | "other", string>>;
export type Message = string | Forms | EnglishForms;
export type Catalogue = { readonly [K in Key]: (typeof en)[K] extends string ? string : Forms };
export type Language = "en" | "uk" | "ru";

export const languages: readonly { id: Language; name: string; locale: string }[] = [
  { id: "en", name: "English", locale: "en-GB" },
  { id: "uk", name: "Українська", locale: "uk-UA" },
  { id: "ru", name: "Русский", locale: "ru-RU" },
];
