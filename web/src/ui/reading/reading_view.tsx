// SPDX-License-Identifier: Apache-2.0
// Text and claims side by side; hover, focus or a press on one lights the other. On a narrow page the claims come in a
// sheet from below.
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Reading } from "../../api/types";
import { useWords } from "../../i18n/text";
import { ClaimList } from "./claim_list";
import { MarkedText } from "./marked_text";

interface ReadingViewProps {
  reading: Reading;
  unfiled?: boolean;
  initial?: string | null; // the claim of the address
  exchangeOf?: (event: string | null) => string | undefined;
}

const nothing = () => undefined;

export function ReadingView({ reading, unfiled = false, initial = null, exchangeOf = nothing }: ReadingViewProps) {
  const words = useWords();
  const base = useId();
  const [hovered, setHovered] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(initial);
  const [sheet, setSheet] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const lit = useMemo(
    () => new Set([hovered, selected].filter((id): id is string => id !== null)),
    [hovered, selected],
  );
  const itemId = useCallback((id: string) => `${base}${id}`, [base]);

  const show = useCallback((id: string, where: "text" | "list" | "both") => {
    const root = box.current;
    if (!root) return;
    const smooth = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const at = CSS.escape(id);
    if (where !== "list")
      root
        .querySelector(`.marked [data-ids~="${at}"]`)
        ?.scrollIntoView({ block: where === "both" ? "center" : "nearest", behavior: smooth });
    if (where !== "text") {
      const item = root.querySelector<HTMLElement>(`[data-item="${at}"]`);
      const list = item?.closest<HTMLElement>(".reading-claims");
      // Only the list moves, never the page under the reader's eyes.
      if (item && list) list.scrollTo({ top: item.offsetTop - list.clientHeight / 3, behavior: smooth });
    }
  }, []);
  useEffect(() => {
    setSelected(initial);
    if (initial) show(initial, "both");
  }, [initial, show]);
  useEffect(() => {
    if (!sheet) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.preventDefault();
        setSheet(false);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [sheet]);
  const fromText = (id: string) => {
    setSelected(id);
    setSheet(true);
    window.requestAnimationFrame(() => {
      show(id, "list");
      show(id, "text");
    });
  };
  const fromList = (id: string) => {
    setSelected(selected === id ? null : id);
    show(id, "text");
  };
  const counts = `${words.t("report.claims_count", { n: reading.claims.length })}, ${words.t("report.doubts_count", { n: reading.doubts.length })}`;
  return (
    <div ref={box} className={sheet ? "reading sheet-open" : "reading"}>
      <section className="reading-text" aria-label={words.t("report.text")}>
        <MarkedText
          reading={reading}
          lit={lit}
          selected={selected}
          itemId={itemId}
          onHover={setHovered}
          onSelect={fromText}
        />
        <p className="quiet look-hint">
          {words.t("report.look_hint")} <a href="#/words">{words.t("nav.words")}</a>
        </p>
      </section>
      <button type="button" className="sheet-button" aria-expanded={sheet} onClick={() => setSheet(!sheet)}>
        {sheet ? words.t("report.hide_claims") : words.t("report.show_claims")}
        <span className="quiet"> {counts}</span>
      </button>
      <section className="reading-claims" aria-label={words.t("report.claims")} tabIndex={0}>
        <h2 className={unfiled ? "ear" : undefined}>{words.t("report.claims")}</h2>
        <p className="quiet">{counts}</p>
        <ClaimList
          reading={reading}
          unfiled={unfiled}
          lit={lit}
          selected={selected}
          itemId={itemId}
          exchangeOf={exchangeOf}
          onHover={setHovered}
          onSelect={fromList}
        />
      </section>
    </div>
  );
}
