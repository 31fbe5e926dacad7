// SPDX-License-Identifier: Apache-2.0
// Enter a list of people: drop the file, see what is understood of it, say what a column holds, then enter it. Nothing is
// kept before the last step.
import { useEffect, useId, useRef, useState, type DragEvent } from "react";
import { ApiError, forget, send } from "../../api/client";
import type { ListPreview, ListReceipt, Origin } from "../../api/types";
import { useWords } from "../../i18n/text";
import { fieldOrder } from "../../ui/persons/record";
import { PageHeading } from "../../ui/states";
import { WideTable } from "../../ui/wide_table";
import { address, canChange, type Overrides } from "./overrides";

const origins: readonly Origin[] = ["list", "card", "request", "news"];
const ownColumns = ["id", "source"] as const;

interface Taken {
  file: File;
  source: string;
  overrides: Overrides;
}

export function EnterListPage() {
  const words = useWords();
  const ids = useId();
  const [taken, setTaken] = useState<Taken | null>(null);
  const [source, setSource] = useState("");
  const [origin, setOrigin] = useState<Origin>("list");
  const [over, setOver] = useState(false);
  const [entering, setEntering] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<ListReceipt | null>(null);
  const done = useRef<HTMLHeadingElement>(null);
  const understood = useRef<HTMLHeadingElement>(null);
  const { preview, busy, refused } = usePreview(taken);

  useEffect(() => {
    if (receipt) done.current?.focus();
  }, [receipt]);
  // Whoever took a file is led to what was understood of it, once.
  const seen = useRef<File | null>(null);
  useEffect(() => {
    if (!taken || !preview || seen.current === taken.file) return;
    seen.current = taken.file;
    understood.current?.focus();
  }, [preview, taken]);

  const take = (files: readonly File[]) => {
    const file = files[0];
    if (!file) return;
    setTaken({ file, source, overrides: {} });
    setReceipt(null);
    setProblem(null);
  };
  const enter = async () => {
    if (!taken || !preview) return;
    setEntering(true);
    setProblem(null);
    try {
      const path = address(
        "/api/lists",
        { name: taken.file.name, source, overrides: taken.overrides },
        { origin, go_on: String(preview.refused_rows > 0) },
      );
      setReceipt(await send<ListReceipt>(path, taken.file));
      forget();
      setTaken(null);
    } catch (failure) {
      setProblem(failure instanceof ApiError && failure.message ? failure.message : words.t("state.offline"));
    }
    setEntering(false);
  };

  return (
    <>
      <PageHeading title={words.t("lists.title")} />
      <p className="measure">{words.t("lists.lead")}</p>
      {receipt && (
        <section className="receipt">
          <h2 ref={done} tabIndex={-1}>
            {words.t("lists.entered", { n: receipt.fresh })}
          </h2>
          <p>
            {[
              receipt.known > 0 ? words.t("lists.known", { n: receipt.known }) : "",
              receipt.refused > 0 ? words.t("lists.left_out", { n: receipt.refused }) : "",
              words.t("lists.suggested", { n: receipt.suggested }),
            ]
              .filter(Boolean)
              .join(" ")}
          </p>
          {receipt.suggested > 0 && (
            <p>
              <a className="action" href="#/judge">
                {words.t("lists.judge")}
              </a>
            </p>
          )}
        </section>
      )}
      <form
        className={over ? "add list-add over" : "add list-add"}
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          take([...event.dataTransfer.files]);
        }}
      >
        <p className="drop list-drop">
          <label className="file">
            <input
              type="file"
              accept=".csv,.tsv,.txt,.jsonl,.ndjson,text/csv,application/x-ndjson"
              data-search
              onChange={(event) => {
                take([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
            <span>{words.t(taken ? "lists.another" : "lists.choose")}</span>
          </label>{" "}
          <span className="quiet screen-only">{words.t(over ? "add.drop_now" : "lists.drop")}</span>
        </p>
        <div className="list-about">
          <label className="field">
            <span>{words.t("lists.source")}</span>
            <input
              type="text"
              value={source}
              aria-describedby={`${ids}s`}
              onChange={(event) => setSource(event.target.value)}
            />
            <small id={`${ids}s`} className="quiet">
              {words.t("lists.source_hint")}
            </small>
          </label>
          <label className="field">
            <span>{words.t("lists.origin")}</span>
            <select value={origin} onChange={(event) => setOrigin(event.target.value as Origin)}>
              {origins.map((one) => (
                <option key={one} value={one}>
                  {words.name("list_origin", one)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {(problem ?? refused) && (
          <p className="error add-actions" role="alert">
            {problem ?? refused}
          </p>
        )}
        {taken && preview && (
          <section className="list-preview add-actions" aria-busy={busy} aria-labelledby={`${ids}u`}>
            <h2 id={`${ids}u`} ref={understood} tabIndex={-1}>
              {taken.file.name}: {words.t("lists.rows", { n: preview.rows })}
            </h2>
            <p role="status">
              {preview.refused_rows === 0
                ? words.t("lists.all_good")
                : words.t("lists.some_good", { n: preview.refused_rows })}{" "}
              {preview.doubtful > 0 && words.t("lists.doubtful", { n: preview.doubtful })}
            </p>
            <FirstRows
              preview={preview}
              onHolds={(heading, holds) => setTaken({ ...taken, overrides: { ...taken.overrides, [heading]: holds } })}
            />
            <Said title={words.t("lists.refused")} lines={preview.refused} all={preview.refused_rows} open />
            <Said
              title={words.t("lists.doubts")}
              lines={preview.doubts}
              all={preview.doubtful}
              open={preview.doubts.length < 6}
            />
            <p className="buttons">
              <button type="submit" className="action" disabled={entering || preview.good === 0}>
                {entering ? words.t("lists.entering") : words.t("lists.enter", { n: preview.good })}
              </button>
              <button type="button" className="link" onClick={() => setTaken(null)}>
                {words.t("lists.leave")}
              </button>
            </p>
            <p className="quiet">{words.t("lists.nothing_yet")}</p>
          </section>
        )}
      </form>
    </>
  );
}

// Each column with what it is taken for, and the first rows under it.
function FirstRows({ preview, onHolds }: { preview: ListPreview; onHolds(heading: string, holds: string): void }) {
  const words = useWords();
  const text = (row: ListPreview["first"][number], column: ListPreview["columns"][number]) =>
    column.holds === "id"
      ? row.source_id
      : column.holds === "source"
        ? row.source
        : row.fields
            .filter((field) => field.column === column.heading)
            .map((field) => field.text)
            .join("; ");
  return (
    <WideTable caption={words.t("lists.columns")}>
      <thead>
        <tr>
          {preview.columns.map((column) => (
            <th key={column.heading} scope="col">
              <span className="column-heading">{column.heading}</span>
              {canChange(column.heading) ? (
                <select
                  aria-label={words.t("lists.holds", { heading: column.heading })}
                  value={column.holds}
                  className={column.holds === "other" ? "unknown" : undefined}
                  onChange={(event) => onHolds(column.heading, event.target.value)}
                >
                  {[...fieldOrder, ...ownColumns].map((kind) => (
                    <option key={kind} value={kind}>
                      {kind === "other" ? words.t("lists.not_known") : words.name("field", kind)}
                    </option>
                  ))}
                  {column.holds === "truth" && <option value="truth">{words.name("field", "truth")}</option>}
                </select>
              ) : (
                <span className="quiet">{words.name("field", column.holds)}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {preview.first.map((row) => (
          <tr key={row.row}>
            {preview.columns.map((column) => (
              <td key={column.heading}>{text(row, column)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

interface SaidProps {
  title: string;
  lines: readonly string[];
  all: number;
  open: boolean;
}

function Said({ title, lines, all, open }: SaidProps) {
  const words = useWords();
  if (lines.length === 0) return null;
  return (
    <details className="list-said" open={open}>
      <summary>{title}</summary>
      <ul>
        {lines.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ul>
      {all > lines.length && <p className="quiet">{words.t("lists.and_more", { n: all - lines.length })}</p>}
    </details>
  );
}

function usePreview(taken: Taken | null) {
  const words = useWords();
  const [preview, setPreview] = useState<ListPreview | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (!taken) {
      setPreview(null);
      setRefused(null);
      return;
    }
    const stop = new AbortController();
    setBusy(true);
    const about = { name: taken.file.name, source: taken.source, overrides: taken.overrides };
    send<ListPreview>(address("/api/lists/preview", about), taken.file, stop.signal)
      .then((answer) => {
        setPreview(answer);
        setRefused(null);
        setBusy(false);
      })
      .catch((failure: unknown) => {
        if (stop.signal.aborted) return;
        setRefused(failure instanceof ApiError && failure.message ? failure.message : words.t("state.offline"));
        setBusy(false);
      });
    return () => stop.abort();
  }, [taken, words]);
  return { preview, busy, refused };
}
