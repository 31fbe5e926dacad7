// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect, useRef } from "react";
import type { Breakdown, ClaimRef, Part } from "../../api/types";
import { useWords, type Words } from "../../i18n/text";
import { CountFigure } from "../../ui/figure";
import { Plain } from "../../ui/plain";
import { useParties } from "../../ui/parties";
import { staircase, type Stair } from "./waterfall";

// Names of places are names: "port_hale" without words of its own reads Port Hale.
export function partName(breakdown: Breakdown, part: Part, words: Words): string {
  const name = words.name("label", part.label, part.words);
  const isPlace = breakdown.dimension === "place_defended" || breakdown.dimension === "origin";
  return isPlace && !part.words && !part.complement
    ? name.replace(/(^|[ -])\p{Ll}/gu, (letter) => letter.toLocaleUpperCase(words.locale))
    : name;
}

interface BreakdownProps {
  breakdown: Breakdown;
  whole: number | null;
  source: ClaimRef | undefined;
  exchange: string;
}

export function BreakdownView({ breakdown, whole, source, exchange }: BreakdownProps) {
  const words = useWords();
  const parties = useParties();
  const { stairs, whole: total, wordsOnly } = staircase(breakdown, whole);
  const claims = source ? [source] : [];
  const title = words.t("exchange.by", { dimension: words.name("dimension", breakdown.dimension) });
  const note = breakdown.note;
  return (
    <section className="breakdown">
      <h3>
        {title}
        {breakdown.to && <span className="quiet"> · {parties.name(breakdown.to)}</span>}
      </h3>
      {stairs.length > 0 && (
        <ul className="stairs">
          {stairs.map((stair, i) => (
            <li key={i} className={`stair stair-${stair.kind} depth-${Math.min(stair.depth, 3)}`}>
              <span className="stair-label">
                {stair.part
                  ? partName(breakdown, stair.part, words)
                  : words.t(stair.kind === "missing" ? "exchange.missing" : "exchange.excess")}
              </span>
              <span className="stair-count">
                {stair.part ? (
                  <CountFigure
                    count={stair.part.count}
                    label={`${title}: ${partName(breakdown, stair.part, words)}`}
                    claims={claims}
                    exchange={exchange}
                  />
                ) : (
                  words.number(stair.amount)
                )}
              </span>
              <Bar stair={stair} />
            </li>
          ))}
          {total !== null && (
            <li className="stair stair-whole">
              <span className="stair-label">{words.t("exchange.whole")}</span>
              <span className="stair-count">
                <b>{words.number(total)}</b>
              </span>
              <span className="track" aria-hidden="true">
                <Bar
                  stair={{
                    kind: "part",
                    depth: 0,
                    part: null,
                    start: 0,
                    length: total / Math.max(total, ...stairs.map((s) => (s.start + s.length) * total), 1),
                    amount: total,
                  }}
                  bare
                />
              </span>
            </li>
          )}
        </ul>
      )}
      {wordsOnly.length > 0 && <p>{words.list(wordsOnly.map((part) => partName(breakdown, part, words)))}</p>}
      {note && (
        <p className="quiet">
          <Plain
            figures
            text={
              breakdown.balance === "ok"
                ? words.t("exchange.sums", { note })
                : breakdown.balance === "off"
                  ? words.t("exchange.sums_off", { note })
                  : `${words.t("exchange.sums_open")} ${note}`
            }
          />
        </p>
      )}
    </section>
  );
}

function Bar({ stair, bare = false }: { stair: Stair; bare?: boolean }) {
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    bar.current?.style.setProperty("--start", `${(100 * stair.start).toFixed(3)}%`);
    bar.current?.style.setProperty("--length", `${(100 * stair.length).toFixed(3)}%`);
  }, [stair]);
  const inner = <i ref={bar} className="bar" />;
  return bare ? (
    inner
  ) : (
    <span className="track" aria-hidden="true">
      {inner}
    </span>
  );
}
