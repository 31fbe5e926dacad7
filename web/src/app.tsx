// SPDX-License-Identifier: Apache-2.0
// The frame around every page: header, sample mark, language, and the page of the address.
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { speak, useResource } from "./api/client";
import type { Bureau, Party } from "./api/types";
import { AddReportPage } from "./features/add_report/add_report_page";
import { EnterListPage } from "./features/enter_list/enter_list_page";
import { ExchangePage } from "./features/exchange/exchange_page";
import { ExchangesPage } from "./features/exchanges/exchanges_page";
import { ExportPage } from "./features/export/export_page";
import { FindPage } from "./features/find_person/find_page";
import { FindingsPage } from "./features/findings/findings_page";
import { JudgePage } from "./features/judge/judge_page";
import { LedgerPageView } from "./features/ledger/ledger_page";
import { PersonPage } from "./features/person/person_page";
import { ReportPage } from "./features/report/report_page";
import { ReportsPage } from "./features/reports/reports_page";
import type { Key, Language } from "./i18n/catalogue";
import { languages } from "./i18n/catalogue";
import { catalogues } from "./i18n/catalogues";
import { WordsContext, makeWords, useWords } from "./i18n/text";
import { parseAddress, useHash, type Address } from "./router";
import { WordsPage } from "./features/words/words_page";
import { DoorLayer } from "./ui/doors";
import { Keys } from "./ui/keys";
import { PartiesContext } from "./ui/parties";
import { NotFound, PageHeading } from "./ui/states";

const pages: readonly (readonly [string, Key])[] = [
  ["exchanges", "nav.exchanges"],
  ["findings", "nav.findings"],
  ["reports", "nav.reports"],
  ["find", "nav.find"],
  ["judge", "nav.judge"],
  ["lists", "nav.lists"],
  ["add", "nav.add"],
  ["ledger", "nav.ledger"],
  ["export", "nav.export"],
];
const languageKey = "nostos.language";

function firstLanguage(): Language {
  const known = (id: string | null): id is Language => languages.some((language) => language.id === id);
  const stored = localStorage.getItem(languageKey);
  const language = known(stored) ? stored : "en";
  speak(language);
  return language;
}

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const words = useMemo(() => makeWords(language, catalogues[language]), [language]);
  const bureau = useResource<Bureau>("/api/bureau").data;
  const parties = useResource<Party[]>("/api/parties").data;
  const hash = useHash();
  const address = useMemo(() => parseAddress(hash), [hash]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useScroll(hash);
  const choose = (id: Language) => {
    localStorage.setItem(languageKey, id);
    speak(id);
    setLanguage(id);
  };
  return (
    <WordsContext value={words}>
      <PartiesContext value={parties ?? []}>
        <DoorLayer>
          <button
            type="button"
            className="skip"
            onClick={() => document.querySelector<HTMLElement>("[data-page-heading]")?.focus()}
          >
            {words.t("app.skip")}
          </button>
          <Header section={address.path[0] ?? "exchanges"} bureau={bureau} language={language} onLanguage={choose} />
          <main>
            <Page address={address} />
          </main>
          <footer>
            <p>{words.t("app.footer")}</p>
            <p className="footer-line">
              {bureau && (
                <span>{words.t("app.footer_version", { version: bureau.version, entries: bureau.entries })}</span>
              )}
              <a href="#/words">{words.t("nav.words")}</a> <Keys />
            </p>
          </footer>
        </DoorLayer>
      </PartiesContext>
    </WordsContext>
  );
}

function Page({ address }: { address: Address }): ReactNode {
  const words = useWords();
  const [section = "exchanges", id] = address.path;
  if (section === "exchanges") return id ? <ExchangePage key={id} id={id} /> : <ExchangesPage query={address.query} />;
  if (section === "reports")
    return id ? <ReportPage key={id} digest={id} claim={address.query.get("claim")} /> : <ReportsPage />;
  if (section === "add") return <AddReportPage />;
  if (section === "findings") return <FindingsPage finding={address.query.get("finding")} />;
  if (section === "ledger") return <LedgerPageView />;
  if (section === "export") return <ExportPage />;
  if (section === "find") return <FindPage />;
  if (section === "lists") return <EnterListPage />;
  if (section === "judge") {
    const pair = { left: address.query.get("left"), right: address.query.get("right") };
    return <JudgePage key={`${pair.left}~${pair.right}`} {...pair} />;
  }
  if (section === "persons" && id) return <PersonPage key={id} id={id} asOf={address.query.get("as_of")} />;
  if (section === "words") return <WordsPage />;
  return (
    <>
      <PageHeading title={words.t("app.name")} />
      <NotFound />
    </>
  );
}

interface HeaderProps {
  section: string;
  bureau: Bureau | undefined;
  language: Language;
  onLanguage(language: Language): void;
}

function Header({ section, bureau, language, onLanguage }: HeaderProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [section]);
  return (
    <header className={open ? "menu-open" : undefined}>
      <div className="header-row">
        <a className="brand" href="#/exchanges">
          <Mark />
          {words.t("app.name")}
        </a>
        <button
          type="button"
          className="menu link"
          aria-expanded={open}
          aria-controls="nav"
          onClick={() => setOpen(!open)}
        >
          {words.t("app.menu")}
        </button>
        <nav id="nav" aria-label={words.t("app.nav")}>
          <ul>
            {pages.map(([path, key]) => (
              <li key={path}>
                <a href={`#/${path}`} aria-current={section === path ? "page" : undefined}>
                  {words.t(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <label className="language">
          <span className="ear">{words.t("app.language")}</span>
          <select value={language} onChange={(event) => onLanguage(event.target.value as Language)}>
            {languages.map(({ id, name }) => (
              <option key={id} value={id} lang={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {bureau?.sample && (
        <div className="sample">
          <span className="sample-mark">{words.t("sample.mark")}</span>
          <details>
            <summary>{words.t("sample.own")}</summary>
            <p>{words.t("sample.explain")}</p>
            <pre>
              <code>./run --data my.sqlite</code>
            </pre>
            <p>{words.t("sample.after")}</p>
          </details>
        </div>
      )}
    </header>
  );
}

// Two half discs on one line: the mark of the bureau, and of an exchange in the plots.
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" focusable="false">
      <path d="M3 13.2a8 8 0 0 1 16 0Z" />
      <path className="mark-below" d="M9 14.8a8 8 0 0 0 16 0Z" />
      <path className="mark-line" d="M0 14h28" />
    </svg>
  );
}

// A page come to by a link starts at its top with the focus on its heading; going back finds the place where it was left.
function useScroll(hash: string): void {
  const places = useRef(new Map<string, number>());
  const byLink = useRef(false);
  const last = useRef(hash);
  useEffect(() => {
    history.scrollRestoration = "manual";
    const onClick = (event: MouseEvent) => {
      places.current.set(last.current, window.scrollY);
      byLink.current = (event.target as Element | null)?.closest("a[href^='#/']") !== null;
    };
    window.addEventListener("click", onClick, true);
    return () => window.removeEventListener("click", onClick, true);
  }, []);
  useEffect(() => {
    if (last.current === hash) return;
    const samePage = last.current.split("?")[0] === hash.split("?")[0];
    last.current = hash;
    if (samePage) return;
    if (byLink.current) {
      window.scrollTo(0, 0);
      document.querySelector<HTMLElement>("[data-page-heading]")?.focus({ preventScroll: true });
    } else {
      window.scrollTo(0, places.current.get(hash) ?? 0);
    }
    byLink.current = false;
  }, [hash]);
}
