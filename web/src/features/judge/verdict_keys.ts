// SPDX-License-Identifier: Apache-2.0
// The keys of the four judgements. They go by the place on the keyboard, so that they are the same ones when the keyboard
// writes Cyrillic.
import type { Verdict } from "../../api/types";
import type { Key } from "../../i18n/catalogue";

export const verdicts: readonly { verdict: Verdict; key: string; code: string; text: Key }[] = [
  { verdict: "same", key: "S", code: "KeyS", text: "judge.same" },
  { verdict: "different", key: "D", code: "KeyD", text: "judge.different" },
  { verdict: "unsure", key: "U", code: "KeyU", text: "judge.unsure" },
  { verdict: "none", key: "N", code: "KeyN", text: "judge.none" },
];

export function verdictOfKey(event: { code: string }): Verdict | null {
  return verdicts.find((one) => one.code === event.code)?.verdict ?? null;
}
