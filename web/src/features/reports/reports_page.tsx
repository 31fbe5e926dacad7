// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useResource } from "../../api/client";
import type { ReportLine } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toReport } from "../../router";
import { dateText } from "../../ui/dates";
import { reportName } from "../../ui/report_name";
import { useSome } from "../../ui/more";
import { Rows } from "../../ui/rows";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";

export function ReportsPage() {
  const words = useWords();
  const { data, error } = useResource<ReportLine[]>("/api/reports");
  const [text, setText] = useState("");
  const needle = text.trim().toLocaleLowerCase();
  const shown = (data ?? []).filter((line) =>
    `${line.title ?? ""} ${line.outlet ?? ""} ${line.url ?? ""} ${line.lang} ${line.id} ${line.published.edtf ?? ""}`
      .toLocaleLowerCase()
      .includes(needle),
  );
  const { some, more } = useSome(shown);
  if (error)
    return (
      <>
        <PageHeading title={words.t("reports.title")} />
        <Failed error={error} />
      </>
    );
  if (!data)
    return (
      <>
        <PageHeading title={words.t("reports.title")} />
        <Loading />
      </>
    );
  const add = (
    <a className="action" href="#/add">
      {words.t("nav.add")}
    </a>
  );
  if (data.length === 0)
    return (
      <>
        <PageHeading title={words.t("reports.title")} />
        <Empty title={words.t("reports.empty")}>
          <p>{words.t("reports.empty_more")}</p>
          <p>{add}</p>
        </Empty>
      </>
    );
  return (
    <>
      <PageHeading title={words.t("reports.title")}>{words.t("reports.state", { n: data.length })}</PageHeading>
      <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <label className="field field-wide">
          <span>{words.t("exchanges.filter")}</span>
          <input
            type="search"
            data-search
            value={text}
            placeholder={words.t("reports.filter_hint")}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {add}
      </form>
      {shown.length === 0 ? (
        <p className="quiet">{words.t("reports.none_match")}</p>
      ) : (
        <Rows
          caption={words.t("reports.title")}
          captionHidden
          columns={[
            { key: "r", title: words.t("reports.col_report") },
            { key: "o", title: words.t("reports.col_outlet") },
            { key: "p", title: words.t("reports.col_published") },
            { key: "l", title: words.t("reports.col_language") },
            { key: "c", title: words.t("reports.col_claims"), numeric: true },
            { key: "d", title: words.t("reports.col_doubts"), numeric: true },
          ]}
          rows={some.map((line) => ({
            key: line.digest,
            cells: [
              <a key="t" href={toReport(line.digest)} data-row-link lang={line.lang || undefined}>
                {reportName(line, words)}
              </a>,
              line.outlet ?? (
                <span className="quiet" key="o">
                  {words.t("report.no_outlet")}
                </span>
              ),
              line.published.earliest || line.published.latest ? (
                dateText(line.published, words)
              ) : (
                <span className="quiet" key="p">
                  {words.t("n.not_stated")}
                </span>
              ),
              languageName(line.lang, words.locale),
              words.number(line.claims),
              words.number(line.doubts),
            ],
          }))}
        />
      )}
      {more}
    </>
  );
}

export function languageName(code: string, locale: string): string {
  if (!code) return "–";
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
