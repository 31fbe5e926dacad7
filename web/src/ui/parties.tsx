// SPDX-License-Identifier: Apache-2.0
// Names of sides, and their order: the order of the data, on every page.
import { createContext, use, useMemo } from "react";
import type { Party } from "../api/types";
import { useWords } from "../i18n/text";

export const PartiesContext = createContext<readonly Party[]>([]);

export interface Parties {
  name(id: string | null | undefined): string;
  known(id: string): string | null; // the name, when there is such a party
  order(id: string): number;
  sort(ids: readonly string[]): string[];
}

export function useParties(): Parties {
  const list = use(PartiesContext);
  const words = useWords();
  return useMemo(() => {
    const byId = new Map(list.map((party) => [party.id, party]));
    const order = (id: string) => byId.get(id)?.order ?? Number.MAX_SAFE_INTEGER;
    return {
      name: (id) => (id ? (byId.get(id)?.names[words.language] ?? id) : words.t("n.not_stated")),
      known: (id) => byId.get(id)?.names[words.language] ?? null,
      order,
      sort: (ids) => [...new Set(ids)].sort((a, b) => order(a) - order(b) || a.localeCompare(b)),
    };
  }, [list, words]);
}
