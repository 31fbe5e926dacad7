// SPDX-License-Identifier: Apache-2.0
// Keys that work on every page: / to the filter, ? for help, j and k through rows.
import { useEffect, useRef, useState } from "react";
import type { Key } from "../i18n/catalogue";
import { useWords } from "../i18n/text";
import { go } from "../router";

const rowSelector = "main [data-row]";
const insideRow = "a[href], button:not([disabled]), [tabindex='0']";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(rowSelector)].filter(
    (row) => row.offsetParent !== null || row.getClientRects().length > 0,
  );
  if (rows.length === 0) return;
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const next = current < 0 ? (by === 1 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, current + by));
  const row = rows[next];
  const target = row?.matches(insideRow)
    ? row
    : (row?.querySelector<HTMLElement>("[data-row-link]") ?? row?.querySelector<HTMLElement>(insideRow));
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

const list: readonly (readonly [string, Key])[] = [
  ["/", "keys.search"],
  ["j", "keys.down"],
  ["k", "keys.up"],
  ["← →", "keys.arrows"],
  ["Enter", "keys.enter"],
  ["Esc", "keys.escape"],
  ["?", "keys.help"],
];

export function Keys() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "?") setOpen((was) => !was);
      else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "/") {
        const search = document.querySelector<HTMLElement>("main [data-search]");
        if (search) search.focus();
        else go("#/exchanges");
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {words.t("app.keys_hint")}
      </button>
      <dialog ref={dialog} onClose={() => setOpen(false)} aria-labelledby="keys-title">
        <h2 id="keys-title">{words.t("keys.title")}</h2>
        <dl className="keys">
          {list.map(([key, text]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words.t(text)}</dd>
            </div>
          ))}
        </dl>
        <button type="button" onClick={() => setOpen(false)}>
          {words.t("keys.close")}
        </button>
      </dialog>
    </>
  );
}
