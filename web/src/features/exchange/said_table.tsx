// SPDX-License-Identifier: Apache-2.0
// Who said what: speakers as rows, slots as columns, disagreements marked.
import { Fragment } from "react";
import type { ExchangeDetail, ResolvedClaim } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toReport } from "../../router";
import { outletOf } from "../../ui/copies";
import { CountFigure, DateFigure } from "../../ui/figure";
import { useParties } from "../../ui/parties";
import { saidTable } from "./said";

export function Said({ detail, sides }: { detail: ExchangeDetail; sides: readonly string[] }) {
  const words = useWords();
  const parties = useParties();
  const { exchange, claims } = detail;
  const table = saidTable(exchange, claims, sides);
  if (table.rows.length === 0) return null;
  const copyOf = new Map(detail.copies.map((copy) => [copy.report.digest, copy.of]));
  const reports = new Set(claims.map((one) => one.report.digest)).size;
  const title = (slot: string) =>
    slot.startsWith("leg:")
      ? slot.length > 4
        ? words.t("col.home", { side: parties.name(slot.slice(4)) })
        : words.t("col.home_unsided")
      : words.name("slot", slot);
  return (
    <section>
      <h2>{words.t("exchange.said")}</h2>
      {detail.copies.length > 0 && (
        <p className="quiet origins">
          {words.list([
            words.t("copies.reports", { n: reports }),
            words.t("copies.origins", { n: reports - copyOf.size }),
          ])}
        </p>
      )}
      <table className="rows said" role="table">
        <caption className="ear">{words.t("exchange.said")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {words.t("exchange.said_by")}
            </th>
            {table.slots.map((slot) => (
              <th key={slot} role="columnheader" scope="col">
                {title(slot)}
                {table.disputed.has(slot) && (
                  <span className="differs">
                    <span className="split" aria-hidden="true">
                      ≠
                    </span>
                    {words.t("exchange.differs")}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {table.rows.map((row) => (
            <tr key={row.key} role="row" data-row>
              <th role="rowheader" scope="row" data-title={words.t("exchange.said_by")}>
                {row.speaker ?? words.t("card.own_voice")}
                <span className="fact-more">
                  <a href={toReport(row.report.digest)}>
                    {words.t("exchange.said_in", {
                      outlet:
                        row.report.outlet ??
                        row.report.title ??
                        words.t("report.title").toLocaleLowerCase(words.locale),
                    })}
                  </a>
                </span>
                {copyOf.has(row.report.digest) && (
                  <span className="fact-more copy-mark">
                    {words.rich("copies.short", {
                      report: (
                        <a href={toReport(copyOf.get(row.report.digest)!.digest)}>
                          {outletOf(copyOf.get(row.report.digest)!, words)}
                        </a>
                      ),
                    })}
                  </span>
                )}
              </th>
              {table.slots.map((slot) => (
                <td
                  key={slot}
                  role="cell"
                  data-title={title(slot)}
                  className={table.disputed.has(slot) ? "disputed" : undefined}
                >
                  {(row.cells.get(slot) ?? []).map((one, i) => (
                    <Fragment key={one.claim.id}>
                      {i > 0 && "; "}
                      <SaidValue of={one} label={title(slot)} exchange={exchange.id} />
                    </Fragment>
                  ))}
                  {!row.cells.has(slot) && (
                    <span className="n-not_stated">
                      <span aria-hidden="true">–</span>
                      <span className="ear">{words.t("n.not_stated")}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SaidValue({ of, label, exchange }: { of: ResolvedClaim; label: string; exchange: string }) {
  const { claim } = of;
  const words = useWords();
  const claims = [{ report: of.report.digest, claim: claim.id }];
  if (claim.count && claim.count.op !== "null")
    return (
      <CountFigure
        count={claim.count}
        state={claim.state}
        label={label}
        claims={claims}
        exchange={exchange}
        why={`${words.t("report.rule")}: ${claim.rule}`}
      />
    );
  if (claim.date) return <DateFigure date={claim.date} label={label} claims={claims} exchange={exchange} />;
  return <a href={toReport(of.report.digest, claim.id)}>“{claim.span.text}”</a>;
}
