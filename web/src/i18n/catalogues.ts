// SPDX-License-Identifier: Apache-2.0
import type { Catalogue, Language } from "./catalogue";
import { en } from "./en";
import { ru } from "./ru";
import { uk } from "./uk";

// English needs only `one` and `other`; the shared type asks for all forms, so they are filled in here.
function withForms(texts: typeof en): Catalogue {
  const full = Object.entries(texts).map(([key, text]) => [
    key,
    typeof text === "string" ? text : { ...text, few: text.other, many: text.other },
  ]);
  return Object.fromEntries(full) as Catalogue;
}

export const catalogues: Readonly<Record<Language, Catalogue>> = { en: withForms(en), uk, ru };
