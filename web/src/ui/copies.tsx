// SPDX-License-Identifier: Apache-2.0
// Reports that repeat one text or one statement: said in words, and that they count once.
import type { Copy } from "../api/types";
import type { Key } from "../i18n/catalogue";
import { useWords, type Words } from "../i18n/text";
import { toReport } from "../router";
import { reportName } from "./report_name";

// How a report is named among others: the outlet, else its title.
export function outletOf(report: Copy["of"], words: Words): string {
  return report.outlet ?? reportName(report, words);
}

// `digest`: the report that is spoken of; it repeats another, or another repeats it.
export function CopyOf({ copy, digest }: { copy: Copy; digest: string }) {
  const words = useWords();
  const repeats = copy.report.digest === digest;
  const other = repeats ? copy.of : copy.report;
  const key: Key = repeats ? `copies.${copy.copying}` : `copies.${copy.copying}_by`;
  return (
    <>
      {words.rich(key, { report: <a href={toReport(other.digest)}>{outletOf(other, words)}</a> })}
      {copy.text_percent > 0 &&
        copy.copying === "reprint" &&
        `, ${words.t("copies.percent", { n: copy.text_percent })}`}
      .{!copy.order_known && ` ${words.t("copies.open")}`} {words.t("copies.once")}
      {copy.differences.length > 0 && (
        <span className="fact-more">
          {words.t("copies.differs")} {copy.differences.join("; ")}
        </span>
      )}
    </>
  );
}
