// SPDX-License-Identifier: Apache-2.0
// Add a report: paste or drop, see what is read in it, then file it. What was typed is never lost.
import { useEffect, useId, useRef, useState, type DragEvent } from "react";
import { ApiError, forget, post } from "../../api/client";
import type { FileReport, Reading, Receipt } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toReport } from "../../router";
import { DateInput } from "../../ui/date_input";
import { ReadingView } from "../../ui/reading/reading_view";
import { PageHeading } from "../../ui/states";
import {
  emptyDraft,
  isEmpty,
  largestMegabytes,
  loadDraft,
  nextDraft,
  reportOf,
  saveDraft,
  withBody,
  type Draft,
} from "./draft";

const previewMs = 350;

export function AddReportPage() {
  const words = useWords();
  const ids = useId();
  const [draft, setDraft] = useState<Draft>(() => loadDraft(localStorage));
  const [discarded, setDiscarded] = useState<Draft | null>(null);
  const [filed, setFiled] = useState<Receipt | null>(null);
  const [filing, setFiling] = useState(false);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [over, setOver] = useState(false);
  const done = useRef<HTMLHeadingElement>(null);
  const { reading, busy, problem } = usePreview(draft);

  useEffect(() => saveDraft(localStorage, draft), [draft]);
  useEffect(() => {
    if (filed) done.current?.focus();
  }, [filed]);
  const edit = (change: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...change }));
    setErrors([]);
    setDiscarded(null);
    setFiled(null);
  };
  const editBody = (body: string) => {
    setDraft((old) => withBody(old, body));
    setErrors([]);
    setDiscarded(null);
    setFiled(null);
  };

  const take = async (files: readonly File[]) => {
    const good: { name: string; body: string }[] = [];
    const bad: string[] = [];
    for (const file of files) {
      if (file.size > largestMegabytes * 1_000_000)
        bad.push(words.t("add.too_large", { name: file.name, size: largestMegabytes }));
      else {
        try {
          good.push({
            name: file.name,
            body: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()),
          });
        } catch {
          bad.push(words.t("add.not_text", { name: file.name }));
        }
      }
    }
    setErrors(bad);
    setFiled(null);
    setDraft((old) =>
      old.body === ""
        ? nextDraft({ ...old, waiting: [...old.waiting, ...good] })
        : { ...old, waiting: [...old.waiting, ...good] },
    );
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  const file = async () => {
    if (draft.body.trim() === "") return setErrors([words.t("add.need_body")]);
    setFiling(true);
    const body: FileReport = { ...reportOf(draft), operation: draft.operation };
    try {
      const receipt = await post<Receipt>("/api/reports", body);
      forget();
      setFiled(receipt);
      setErrors([]);
      setDraft(nextDraft(draft));
    } catch (failure) {
      const message = failure instanceof ApiError && failure.message ? failure.message : words.t("state.offline");
      setErrors([words.t("add.failed"), message]);
    }
    setFiling(false);
  };

  return (
    <>
      <PageHeading title={words.t("add.title")} />
      <p className="measure">{words.t("add.lead")}</p>
      {filed && (
        <section className="receipt" role="status">
          <h2 ref={done} tabIndex={-1}>
            {words.t(filed.already_known ? "add.known" : "add.filed")}
          </h2>
          <p>
            {filed.already_known
              ? words.t("add.known_more", { entry: filed.entry })
              : words.t("add.filed_more", {
                  entry: filed.entry,
                  claims: words.t("report.claims_count", { n: filed.claims }),
                  doubts: words.t("report.doubts_count", { n: filed.doubts }),
                })}
          </p>
          <p>
            <a className="action" href={toReport(filed.digest)}>
              {words.t("add.open")}
            </a>
          </p>
        </section>
      )}
      <form
        className={over ? "add over" : "add"}
        onSubmit={(event) => {
          event.preventDefault();
          void file();
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={onDrop}
      >
        <div className="add-body">
          <label className="field">
            <span>{words.t("add.body")}</span>
            <textarea
              rows={12}
              value={draft.body}
              data-search
              aria-describedby={`${ids}body`}
              aria-invalid={errors.length > 0 && draft.body.trim() === ""}
              onChange={(event) => editBody(event.target.value)}
            />
          </label>
          <p id={`${ids}body`} className="quiet">
            {words.t("add.body_hint")}
          </p>
          <p className="drop">
            <label className="file">
              <input
                type="file"
                multiple
                accept=".txt,.html,.htm,text/plain,text/html"
                onChange={(event) => {
                  void take([...(event.target.files ?? [])]);
                  event.target.value = "";
                }}
              />
              <span>{words.t("add.file")}</span>
            </label>{" "}
            <span className="quiet screen-only">{over ? words.t("add.drop_now") : words.t("add.drop")}</span>
            {draft.waiting.length > 0 && (
              <span role="status"> {words.t("add.waiting", { n: draft.waiting.length })}</span>
            )}
          </p>
        </div>
        <div className="add-about">
          <fieldset>
            <legend>{words.t("add.format")}</legend>
            {(["text", "html"] as const).map((format) => (
              <label key={format} className="check">
                <input
                  type="radio"
                  name="format"
                  checked={draft.format === format}
                  onChange={() => edit({ format, formatChosen: true })}
                />
                {words.t(`add.format_${format}`)}
              </label>
            ))}
          </fieldset>
          <Field
            id={`${ids}o`}
            label={words.t("add.outlet")}
            hint={words.t("add.outlet_hint")}
            value={draft.outlet}
            onChange={(outlet) => edit({ outlet })}
          />
          <Field
            id={`${ids}u`}
            label={words.t("add.url")}
            hint={words.t("add.url_hint")}
            value={draft.url}
            type="url"
            onChange={(url) => edit({ url })}
          />
          <DateInput
            label={words.t("add.published")}
            hint={words.t("add.published_hint")}
            value={draft.published}
            onChange={(published) => edit({ published })}
          />
        </div>
        <div className="add-actions">
          {errors.length > 0 && (
            <div className="error" role="alert">
              {errors.map((error) => (
                <p key={error}>{error}</p>
              ))}
            </div>
          )}
          <p className="buttons">
            <button type="submit" className="action" disabled={filing}>
              {words.t(filing ? "add.filing" : "add.file_it")}
            </button>
            {!isEmpty(draft) && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  setDiscarded(draft);
                  setDraft(emptyDraft());
                  setErrors([]);
                }}
              >
                {words.t("add.discard")}
              </button>
            )}
            {discarded && (
              <span role="status">
                {words.t("add.discarded")}{" "}
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    setDraft(discarded);
                    setDiscarded(null);
                  }}
                >
                  {words.t("add.undo")}
                </button>
              </span>
            )}
          </p>
          {!isEmpty(draft) && <p className="quiet">{words.t("add.draft")}</p>}
        </div>
      </form>
      <section className="preview" aria-busy={busy}>
        <h2>{words.t("add.preview")}</h2>
        {problem && (
          <p className="error" role="alert">
            {problem.message || words.t("state.offline")}
          </p>
        )}
        {!reading && !problem && (
          <p className="quiet">{busy ? words.t("add.preview_busy") : words.t("add.preview_empty")}</p>
        )}
        {reading && (
          <>
            <p className="quiet">{words.t("add.preview_note")}</p>
            <ReadingView reading={reading} unfiled />
          </>
        )}
      </section>
    </>
  );
}

interface FieldProps {
  id: string;
  label: string;
  hint: string;
  value: string;
  type?: string;
  onChange(value: string): void;
}

function Field({ id, label, hint, value, type = "text", onChange }: FieldProps) {
  return (
    <div className="field-group">
      <label className="field">
        <span>{label}</span>
        <input type={type} value={value} aria-describedby={id} onChange={(event) => onChange(event.target.value)} />
      </label>
      <p id={id} className="quiet">
        {hint}
      </p>
    </div>
  );
}

// The reading of the draft, asked for when typing pauses. An older reading stays until the newer one is there.
function usePreview(draft: Draft): { reading: Reading | null; busy: boolean; problem: ApiError | null } {
  const [state, setState] = useState<{ reading: Reading | null; busy: boolean; problem: ApiError | null }>({
    reading: null,
    busy: false,
    problem: null,
  });
  const { body, format, outlet, url, published } = draft;
  useEffect(() => {
    if (body.trim() === "") {
      setState({ reading: null, busy: false, problem: null });
      return;
    }
    const abort = new AbortController();
    setState((old) => ({ ...old, busy: true }));
    const timer = window.setTimeout(() => {
      post<Reading>(
        "/api/readings",
        reportOf({ ...emptyDraft(), body, format, outlet, url, published }),
        abort.signal,
      ).then(
        (reading) => setState({ reading, busy: false, problem: null }),
        (failure: unknown) => {
          if (abort.signal.aborted) return;
          setState((old) => ({
            ...old,
            busy: false,
            problem: failure instanceof ApiError ? failure : new ApiError("unavailable", String(failure), 0),
          }));
        },
      );
    }, previewMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [body, format, outlet, url, published]);
  return state;
}
