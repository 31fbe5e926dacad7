// SPDX-License-Identifier: Apache-2.0
// The state of the bureau in one sentence.
import { Fragment, type ReactNode } from "react";
import type { Chain, ExchangeView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { AmountFigure } from "../../ui/figure";
import { useParties } from "../../ui/parties";
import { kindOf } from "./groups";

// "8 exchanges known; the last reported running total for Ukraine is 3,135; 3 findings open."
export function State({
  exchanges: all,
  chains,
  findings,
  reports,
}: {
  exchanges: readonly ExchangeView[];
  chains: readonly Chain[];
  findings: number | undefined;
  reports: number | undefined;
}) {
  const words = useWords();
  const parties = useParties();
  const n = all.filter((exchange) => kindOf(exchange) === "happened").length;
  const known = (
    <AmountFigure
      label={words.t("exchanges.title")}
      claims={[]}
      why={
        reports === undefined
          ? undefined
          : `${words.t("exchanges.state_count", { n })} ← ${words.t("reports.state", { n: reports })}`
      }
      amount={{
        low: n,
        best: n,
        high: n,
        op: "eq",
        basis: "stated",
        conflict: false,
        why: "",
        retracted: false,
        surface: "",
      }}
    />
  );
  const longest = [...chains].sort((a, b) => b.links.length - a.links.length)[0];
  const last = longest?.links.findLast((link) => !link.derived) ?? longest?.links.at(-1);
  const pieces: ReactNode[] = [withFigure(words.t("exchanges.state_count", { n }), words.number(n), known)];
  if (longest && last) {
    const total = (
      <AmountFigure
        label={words.t("exchanges.plot_total", { side: parties.name(longest.side) })}
        claims={last.claims}
        exchange={last.exchange}
        why={last.arithmetic}
        amount={{
          low: last.total_after,
          best: last.total_after,
          high: last.total_after,
          op: "eq",
          basis: last.derived ? "derived" : "stated",
          conflict: false,
          why: "",
          retracted: false,
          surface: "",
        }}
      />
    );
    pieces.push(words.rich("exchanges.state_total", { side: parties.name(longest.side), figure: total }));
  }
  if (findings) pieces.push(<a href="#/findings">{words.t("exchanges.state_findings", { n: findings })}</a>);
  return (
    <>
      {pieces.map((piece, i) => (
        <Fragment key={i}>
          {i > 0 && "; "}
          {piece}
        </Fragment>
      ))}
      .
    </>
  );
}

function withFigure(text: string, figure: string, node: ReactNode): ReactNode {
  const at = text.indexOf(figure);
  return at < 0 ? (
    text
  ) : (
    <>
      {text.slice(0, at)}
      {node}
      {text.slice(at + figure.length)}
    </>
  );
}
