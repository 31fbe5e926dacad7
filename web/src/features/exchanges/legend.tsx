// SPDX-License-Identifier: Apache-2.0
import { useId } from "react";
import type { Key } from "../../i18n/catalogue";
import { useWords } from "../../i18n/text";
import { useParties } from "../../ui/parties";
import { SidePatterns } from "./side_patterns";
import { halfDisc, quarterDisc } from "./timeline_layout";

export function Legend({ sides }: { sides: readonly string[] }) {
  const words = useWords();
  const parties = useParties();
  const id = useId();
  const [a, b] = sides;
  const fillA = { fill: `url(#${id}a)` };
  const fillB = { fill: `url(#${id}b)` };
  const fillGap = { fill: `url(#${id}gap)` };
  const entry = (key: string, text: string, drawing: React.ReactNode) => (
    <li key={key}>
      <svg width="44" height="32" viewBox="0 0 44 32" aria-hidden="true">
        {drawing}
      </svg>
      {text}
    </li>
  );
  const line = <line className="axis" x1="0" x2="44" y1="18" y2="18" />;
  const t = (key: Key) => words.t(key);
  return (
    <details className="legend">
      <summary>{t("exchanges.legend")}</summary>
      <svg width="0" height="0" aria-hidden="true">
        <defs>
          <SidePatterns above={`${id}a`} below={`${id}b`} />
          <pattern id={`${id}gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width="1.5" height="6" className="gap-line" />
          </pattern>
        </defs>
      </svg>
      <ul>
        {a &&
          entry(
            "a",
            words.t("exchanges.plot_home", { side: parties.name(a) }),
            <>
              {line}
              <path className="half half-a" d={halfDisc(22, 17, 12, true)} {...fillA} />
            </>,
          )}
        {b &&
          entry(
            "b",
            words.t("exchanges.plot_home", { side: parties.name(b) }),
            <>
              {line}
              <path className="half half-b" d={halfDisc(22, 19, 12, false)} {...fillB} />
            </>,
          )}
        {entry(
          "area",
          t("exchanges.legend_area"),
          <>
            {line}
            <path className="half half-a" d={halfDisc(10, 17, 6, true)} {...fillA} />
            <path className="half half-a" d={halfDisc(30, 17, 12, true)} {...fillA} />
          </>,
        )}
        {entry(
          "open",
          t("exchanges.legend_open"),
          <>
            {line}
            <path className="half half-a half-open" d={halfDisc(22, 17, 10, true)} />
          </>,
        )}
        {entry(
          "whisker",
          t("exchanges.legend_whisker"),
          <>
            <g className="whisker">
              <line x1="4" x2="40" y1="18" y2="18" />
              <line x1="4" x2="4" y1="12" y2="24" />
              <line x1="40" x2="40" y1="12" y2="24" />
            </g>
            <path className="half half-a half-bounded" d={halfDisc(22, 17, 10, true)} />
          </>,
        )}
        {entry(
          "split",
          t("exchanges.legend_split"),
          <>
            {line}
            <path className="half half-a" d={quarterDisc(20.5, 17, 9, true, true)} {...fillA} />
            <path className="half half-a" d={quarterDisc(23.5, 17, 13, true, false)} {...fillA} />
            <line className="split-line" x1="22" x2="22" y1="17" y2="0" />
          </>,
        )}
        {entry(
          "gap",
          t("exchanges.legend_gap"),
          <rect className="gap gap-legend" x="6" y="8" width="32" height="16" {...fillGap} />,
        )}
      </ul>
    </details>
  );
}
