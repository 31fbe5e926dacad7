// SPDX-License-Identifier: Apache-2.0
import type { Catalogue, Language } from "./catalogue";
import { en } from "./en";

// English needs only `one` and `other`; the shared type asks for all forms, so they are filled in here.
function withForms(texts: typeof en): Catalogue {
  const full = Object.entries(texts).map(([key, text]) =>
    [key, typeof text === "string" ? text : { ...text, few: text.other, many: text.other }]);
  return Object.fromEntries(full) as Catalogue;
}
export const catalogues: Record<Language, Catalogue> = { en: withForms(en), uk: withForms(en), ru: withForms(en) };
