// SPDX-License-Identifier: Apache-2.0
// A report: its text as published with each claim underlined, and the claims beside it.
import { useId, useState } from "react";
import { ApiError, forget, post, useResource } from "../../api/client";
import type { Exchanges, PublishedCorrection, Receipt, ReportDetail } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange } from "../../router";
import { DateInput } from "../../ui/date_input";
import { CopyOf } from "../../ui/copies";
import { dateText } from "../../ui/dates";
import { nameOf } from "../../ui/exchange_name";
import { reportName } from "../../ui/report_name";
import { ReadingView } from "../../ui/reading/reading_view";
import { Failed, Loading, PageHeading } from "../../ui/states";

export function ReportPage({ digest, claim }: { digest: string; claim: string | null }) {
  const words = useWords();
  const { data, error } = useResource<ReportDetail>(`/api/reports/${encodeURIComponent(digest)}`);
  if (error)
    return (
      <>
        <PageHeading title={words.t("report.title")} />
        <Failed error={error} />
      </>
    );
  if (!data)
    return (
      <>
        <PageHeading title={words.t("report.title")} />
        <Loading />
      </>
    );
  return (
    <article>
      <p className="above-heading">
        <a href="#/reports">{words.t("report.back")}</a>
        {data.outlet && ` · ${data.outlet}`}
      </p>
      <PageHeading title={reportName(data, words)} />
      <ReportFacts report={data} />
      <ReadingView reading={data} initial={claim} exchangeOf={(event) => (event ? data.exchanges[event] : undefined)} />
    </article>
  );
}

function ReportFacts({ report }: { report: ReportDetail }) {
  const words = useWords();
  const all = useResource<Exchanges>("/api/exchanges").data;
  const joined = [...new Set(Object.values(report.exchanges))];
  const named = (id: string) => {
    const exchange = all?.exchanges.find((one) => one.id === id);
    return exchange ? nameOf(exchange, words) : words.t("exchange.undated");
  };
  const host = hostOf(report.url);
  return (
    <dl className="facts" aria-label={words.t("exchange.facts")}>
      <div>
        <dt>{words.t("report.published")}</dt>
        <dd>
          <PublishedFact report={report} />
        </dd>
      </div>
      <div>
        <dt>{words.t("report.recorded")}</dt>
        <dd>
          {words.moment(report.recorded_at)}
          <span className="fact-more">
            <a href="#/ledger">
              {words.t("report.entry")} {words.number(report.entry)}
            </a>
          </span>
        </dd>
      </div>
      {report.url && (
        <div>
          <dt>{words.t("report.address")}</dt>
          <dd>
            {host ? (
              <a href={report.url} rel="noreferrer noopener" target="_blank">
                {host}
              </a>
            ) : (
              report.url
            )}
          </dd>
        </div>
      )}
      {joined.length > 0 && (
        <div>
          <dt>{words.t("nav.exchanges")}</dt>
          <dd>
            <ul className="plain">
              {joined.map((id) => (
                <li key={id}>
                  <a href={toExchange(id)}>{named(id)}</a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      {report.copies.length > 0 && (
        <div className="copies">
          <dt>{words.t("copies.title")}</dt>
          <dd>
            <ul className="plain">
              {report.copies.map((copy) => (
                <li key={copy.report.digest + copy.of.digest}>
                  <CopyOf copy={copy} digest={report.digest} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.t("report.digest")}</dt>
        <dd>
          <code className="hash" title={report.digest}>
            {report.digest.slice(0, 16)}…
          </code>
        </dd>
      </div>
    </dl>
  );
}

// The host of a web address; nothing for other schemes, which are shown as plain text.
function hostOf(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.host : null;
  } catch {
    return null;
  }
}

function PublishedFact({ report }: { report: ReportDetail }) {
  const words = useWords();
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const { published } = report;
  const known = published.earliest !== null || published.latest !== null;
  return (
    <>
      {known ? dateText(published, words) : <span className="quiet">{words.t("n.not_stated")}</span>}
      {published.time && `, ${published.time}`}
      <span className="fact-more">{published.basis}</span>
      {saved && !editing && (
        <span className="fact-more" role="status">
          {words.t("report.correct_done")}
        </span>
      )}
      {editing ? (
        <PublishedForm
          report={report}
          onDone={(done) => {
            setEditing(false);
            setSaved(done);
          }}
        />
      ) : (
        <button type="button" className="link" onClick={() => setEditing(true)}>
          {words.t("report.correct")}
        </button>
      )}
    </>
  );
}

function PublishedForm({ report, onDone }: { report: ReportDetail; onDone(saved: boolean): void }) {
  const words = useWords();
  const ids = useId();
  const [published, setPublished] = useState(report.published.earliest ?? "");
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!published || !reason.trim()) return setError(words.t("report.correct_missing"));
    setBusy(true);
    const body: PublishedCorrection = { published, reason: reason.trim(), operation: crypto.randomUUID() };
    try {
      await post<Receipt>(`/api/reports/${report.digest}/published`, body);
      forget();
      onDone(true);
    } catch (failure) {
      setBusy(false);
      setError(failure instanceof ApiError && failure.message ? failure.message : words.t("state.offline"));
    }
  };
  return (
    <form
      className="correct"
      aria-label={words.t("report.correct_title")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <DateInput label={words.t("report.correct_date")} value={published} autoFocus onChange={setPublished} />
      <label className="field">
        <span>{words.t("report.correct_reason")}</span>
        <input
          type="text"
          value={reason}
          aria-describedby={`${ids}hint`}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p id={`${ids}hint`} className="quiet">
        {words.t("report.correct_reason_hint")} {words.t("report.correct_kept")}
      </p>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      <p className="buttons">
        <button type="submit" className="action" disabled={busy}>
          {words.t("report.correct_save")}
        </button>
        <button type="button" className="link" onClick={() => onDone(false)}>
          {words.t("report.correct_cancel")}
        </button>
      </p>
    </form>
  );
}
