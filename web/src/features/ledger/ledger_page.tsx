// SPDX-License-Identifier: Apache-2.0
// The ledger: every entry in order, newest page first, and the button that hashes them all again.
import { useState } from "react";
import { get, useResource, ApiError } from "../../api/client";
import type { Bureau, LedgerPage, ReportLine, Verification } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toPerson, toReport } from "../../router";
import { reportName } from "../../ui/report_name";
import { Rows } from "../../ui/rows";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";

const pageSize = 50;

export function LedgerPageView() {
  const words = useWords();
  const bureau = useResource<Bureau>("/api/bureau");
  const reports = useResource<ReportLine[]>("/api/reports").data;
  const size = bureau.data?.entries ?? 0;
  const [back, setBack] = useState(0); // pages back from the newest
  const last = Math.max(0, size - back * pageSize);
  const from = Math.max(0, last - pageSize);
  const { data, error } = useResource<LedgerPage>(
    bureau.data ? `/api/ledger?from=${from}&limit=${Math.max(1, last - from)}` : null,
  );
  const heading = (
    <PageHeading title={words.t("ledger.title")}>
      {bureau.data ? words.t("ledger.state", { n: size }) : words.t("ledger.title")}
    </PageHeading>
  );
  const failed = bureau.error ?? error;
  if (failed)
    return (
      <>
        {heading}
        <Failed error={failed} />
      </>
    );
  if (!bureau.data || !data)
    return (
      <>
        {heading}
        <Loading />
      </>
    );
  if (size === 0)
    return (
      <>
        {heading}
        <Empty title={words.t("ledger.empty")}>
          <p>{words.t("ledger.lead")}</p>
        </Empty>
      </>
    );
  const titles = new Map(reports?.map((line) => [line.digest, reportName(line, words)]));
  return (
    <>
      {heading}
      <p className="measure">{words.t("ledger.lead")}</p>
      <Verify root={bureau.data.head.root} />
      <Rows
        caption={words.t("ledger.title")}
        captionHidden
        columns={[
          { key: "i", title: words.t("ledger.col_index"), numeric: true },
          { key: "k", title: words.t("ledger.col_kind") },
          { key: "w", title: words.t("ledger.col_when") },
          { key: "a", title: words.t("ledger.col_about") },
          { key: "h", title: words.t("ledger.col_hash") },
        ]}
        rows={[...data.entries].reverse().map((entry) => ({
          key: String(entry.index),
          cells: [
            words.number(entry.index),
            words.name("kind", entry.kind),
            words.moment(entry.recorded_at),
            entry.about ? (
              <About key="a" entry={entry} title={titles.get(entry.about)} />
            ) : (
              <span className="quiet" key="a">
                –
              </span>
            ),
            <code key="h" className="hash" title={entry.hash}>
              {entry.hash.slice(0, 16)}
            </code>,
          ],
        }))}
      />
      <p className="pager">
        {back > 0 && (
          <button type="button" onClick={() => setBack(back - 1)}>
            {words.t("ledger.newer")}
          </button>
        )}
        {from > 0 && (
          <button type="button" onClick={() => setBack(back + 1)}>
            {words.t("ledger.older")}
          </button>
        )}
      </p>
    </>
  );
}

// Where an entry's subject can be looked at: a report, or the file of a record. Judgements and suggestions are about pairs.
function About({ entry, title }: { entry: LedgerPage["entries"][number]; title: string | undefined }) {
  const about = entry.about ?? "";
  const short = title ?? about.slice(0, 12);
  if (entry.kind === "record_received" || entry.kind === "person_read") return <a href={toPerson(about)}>{short}</a>;
  if (/^(judgement|suggestion)_/.test(entry.kind)) return <code>{short}</code>;
  return <a href={toReport(about)}>{short}</a>;
}

function Verify({ root }: { root: string }) {
  const words = useWords();
  const [state, setState] = useState<"idle" | "busy" | Verification | ApiError>("idle");
  const verify = () => {
    setState("busy");
    get<Verification>("/api/ledger/verify").then(setState, (error: unknown) =>
      setState(error instanceof ApiError ? error : new ApiError("unavailable", String(error), 0)),
    );
  };
  return (
    <div className="verify">
      <p>
        <span className="quiet">{words.t("ledger.root")}</span> <code className="hash">{root}</code>
      </p>
      <button type="button" className="action" onClick={verify} disabled={state === "busy"}>
        {words.t("ledger.verify")}
      </button>
      <p role="status" className="verify-result">
        {state === "busy" && words.t("ledger.verifying")}
        {state instanceof ApiError && (state.message || words.t("state.offline"))}
        {typeof state === "object" &&
          !(state instanceof ApiError) &&
          (state.ok ? (
            words.t("ledger.ok", { n: state.size })
          ) : (
            <b>
              {words.t("ledger.bad", { index: state.first_bad ?? 0 })} {state.reason}
            </b>
          ))}
      </p>
    </div>
  );
}
