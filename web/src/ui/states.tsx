// SPDX-License-Identifier: Apache-2.0
// What a page shows while it has nothing to show: waiting, failed, empty, not there.
import { useEffect, useRef, type ReactNode } from "react";
import { forget, type ApiError } from "../api/client";
import { useWords } from "../i18n/text";

// Invisible for the first 300 ms, so that a quick answer does not flicker.
export function Loading() {
  const words = useWords();
  return (
    <div className="skeleton" role="status">
      <span className="ear">{words.t("state.loading")}</span>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

export function Failed({ error }: { error: ApiError }) {
  const words = useWords();
  if (error.status === 404) return <NotFound />;
  return (
    <section className="state" role="alert">
      <h2>{words.t("state.error")}</h2>
      <p>{error.fault === "offline" ? words.t("state.offline") : error.message}</p>
      <p>
        <button type="button" onClick={forget}>
          {words.t("state.retry")}
        </button>
      </p>
    </section>
  );
}

export function NotFound() {
  const words = useWords();
  return (
    <section className="state">
      <h2>{words.t("state.not_found")}</h2>
      <p>{words.t("state.not_found_more")}</p>
      <p>
        <a href="#/exchanges">{words.t("state.to_start")}</a>
      </p>
    </section>
  );
}

export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="state">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

// The heading of a page: takes the focus when the page is come to by a link, and names the window.
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words.t("app.name")}`;
  }, [title, words]);
  return (
    <h1 ref={heading} className="big" tabIndex={-1} data-page-heading>
      {children ?? title}
    </h1>
  );
}
