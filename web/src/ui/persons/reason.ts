// SPDX-License-Identifier: Apache-2.0
// A step of a waterfall in words: "Surname: one letter off". What the catalogue has no words for is shown by its key.
import type { Step } from "../../api/types";
import { en } from "../../i18n/en";
import type { Key } from "../../i18n/catalogue";
import type { Words } from "../../i18n/text";

const known = (key: string): key is Key => Object.hasOwn(en, key);

export function reasonText(step: Step, words: Words): string {
  const [a = "", b = ""] = step.words;
  if (step.key === "prior" && a !== "") return words.t("step.prior_of", { a });
  const whole = `step.${step.key}`;
  if (known(whole)) return words.t(whole, { a, b });
  const [field = "", level = ""] = step.key.split(".");
  const name = words.name("step_field", field);
  return level ? `${name}: ${words.name("step_level", level)}` : name;
}

// The two values that were compared, when the step's words are values.
export function valuesText(step: Step, words: Words): string {
  if (known(`step.${step.key}`) || step.key === "prior") return "";
  const [a = "", b = ""] = step.words;
  return a !== "" && b !== "" && a !== b ? words.t("step.values", { a, b }) : a;
}

const cache = new Map<string, Intl.NumberFormat>();

// A weight in bits with all three places, so that the column adds up by eye.
export function weightText(thousandths: number, words: Words): string {
  let format = cache.get(words.locale);
  if (!format) {
    format = new Intl.NumberFormat(words.locale, {
      minimumFractionDigits: 3,
      maximumFractionDigits: 3,
      signDisplay: "exceptZero",
    });
    cache.set(words.locale, format);
  }
  return format.format(thousandths / 1000).replace("-", "−");
}
