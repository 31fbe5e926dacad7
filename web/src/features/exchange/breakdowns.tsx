// SPDX-License-Identifier: Apache-2.0
// Who they were: every breakdown that the reports give.
import { Fragment, type ReactNode } from "react";
import type { ExchangeView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toReport } from "../../router";
import { hasFigures } from "./waterfall";
import { BreakdownView, partName } from "./breakdown_view";

// Those with figures as staircases; what was only named follows as words, once a dimension.
export function Breakdowns({
  exchange,
  wholeOf,
}: {
  exchange: ExchangeView;
  wholeOf(to: string | null): number | null;
}) {
  const words = useWords();
  const all = exchange.breakdowns.map((breakdown, i) => ({ breakdown, source: exchange.breakdown_claims[i] }));
  const counted = all.filter(({ breakdown }) => hasFigures(breakdown));
  const named = new Map<string, Map<string, ReactNode>>();
  for (const { breakdown, source } of all) {
    if (hasFigures(breakdown)) continue;
    const parts = named.get(breakdown.dimension) ?? new Map<string, ReactNode>();
    for (const part of breakdown.parts) {
      const text = partName(breakdown, part, words);
      if (!parts.has(text)) parts.set(text, source ? <a href={toReport(source.report, source.claim)}>{text}</a> : text);
    }
    named.set(breakdown.dimension, parts);
  }
  return (
    <>
      {counted.length > 0 && (
        <div className="breakdowns">
          {counted.map(({ breakdown, source }, i) => (
            <BreakdownView
              key={i}
              breakdown={breakdown}
              whole={wholeOf(breakdown.to)}
              source={source}
              exchange={exchange.id}
            />
          ))}
        </div>
      )}
      {named.size > 0 && (
        <dl className="glossary named">
          {[...named].map(([dimension, parts]) => (
            <div key={dimension}>
              <dt>{words.t("exchange.named", { dimension: words.name("dimension", dimension) })}</dt>
              <dd>
                {[...parts.values()].map((part, i) => (
                  <Fragment key={i}>
                    {i > 0 && ", "}
                    {part}
                  </Fragment>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
