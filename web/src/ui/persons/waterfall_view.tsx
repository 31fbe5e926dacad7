// SPDX-License-Identifier: Apache-2.0
// Why two records have the probability they have: a table whose weights add up to the total, with a bar a row.
import type { Waterfall } from "../../api/types";
import { useWords } from "../../i18n/text";
import { reasonText, valuesText, weightText } from "./reason";
import { extent, rowsOf } from "./waterfall";

export function WaterfallView({ waterfall }: { waterfall: Waterfall }) {
  const words = useWords();
  const rows = rowsOf(waterfall);
  const { least, most } = extent(rows);
  const place = (sum: number) => `${(((sum - least) / (most - least)) * 100).toFixed(2)}%`;
  const width = (from: number, to: number) => `${((Math.abs(to - from) / (most - least)) * 100).toFixed(2)}%`;
  return (
    <table className="waterfall">
      <caption className="quiet">{words.t("step.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t("step.reason")}</th>
          <th scope="col" className="numeric">
            {words.t("step.weight")}
          </th>
          <td aria-hidden="true" className="waterfall-plot" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            <th scope="row">
              {reasonText(row.step, words)}
              {valuesText(row.step, words) && <span className="waterfall-values">{valuesText(row.step, words)}</span>}
              {row.details.map((detail, k) => (
                <span key={k} className="waterfall-values">
                  {reasonText(detail, words)}
                </span>
              ))}
            </th>
            <td className="numeric">{weightText(row.step.weight, words)}</td>
            <td aria-hidden="true" className="waterfall-plot">
              <i className="waterfall-zero" style={{ insetInlineStart: place(0) }} />
              {row.step.weight !== 0 && (
                <i
                  className={row.step.weight < 0 ? "waterfall-bar against" : "waterfall-bar"}
                  style={{ insetInlineStart: place(Math.min(row.from, row.to)), width: width(row.from, row.to) }}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {words.t("step.total")}
            <span className="waterfall-values">{words.t("step.stands_for", { p: waterfall.shown })}</span>
          </th>
          <td className="numeric">{weightText(waterfall.total, words)}</td>
          <td aria-hidden="true" className="waterfall-plot">
            <i className="waterfall-zero" style={{ insetInlineStart: place(0) }} />
            <i
              className={waterfall.total < 0 ? "waterfall-bar against sum" : "waterfall-bar sum"}
              style={{ insetInlineStart: place(Math.min(0, waterfall.total)), width: width(0, waterfall.total) }}
            />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
