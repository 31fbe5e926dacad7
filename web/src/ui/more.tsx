// SPDX-License-Identifier: Apache-2.0
// Long lists are drawn in steps: what is not drawn costs nothing, and the filter still searches all of it.
import { useState, type ReactNode } from "react";
import { useWords } from "../i18n/text";

const step = 200;

export function useSome<T>(all: readonly T[]): { some: readonly T[]; more: ReactNode } {
  const words = useWords();
  const [shown, setShown] = useState(step);
  const rest = all.length - shown;
  return {
    some: rest > 0 ? all.slice(0, shown) : all,
    more: rest > 0 && (
      <p>
        <button type="button" onClick={() => setShown(shown + step)}>
          {words.t("state.more", { n: Math.min(step, rest) })}
        </button>
      </p>
    ),
  };
}
