// SPDX-License-Identifier: Apache-2.0
// How the question was understood, part by part, each to be corrected where it stands.
import type { FieldKind } from "../../api/types";
import { useWords } from "../../i18n/text";
import { newPart, partKinds, type Part } from "./parts";

interface PartListProps {
  parts: readonly Part[];
  unread: readonly string[];
  changed: boolean;
  onParts(parts: readonly Part[]): void;
  onSearch(): void;
}

export function PartList({ parts, unread, changed, onParts, onSearch }: PartListProps) {
  const words = useWords();
  const put = (part: Part) => onParts(parts.map((one) => (one.key === part.key ? part : one)));
  return (
    <form
      className="understood"
      aria-labelledby="understood"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
    >
      <h2 id="understood">{words.t("find.understood")}</h2>
      <p className="quiet measure">{words.t("find.understood_hint")}</p>
      <ul className="chips">
        {parts.map((part) => (
          <li key={part.key} className="chip">
            <select
              aria-label={words.t("find.part_kind", { text: part.text || "–" })}
              value={part.kind}
              onChange={(event) => put({ ...part, kind: event.target.value as FieldKind })}
            >
              {(partKinds.includes(part.kind) ? partKinds : [part.kind, ...partKinds]).map((kind) => (
                <option key={kind} value={kind}>
                  {words.name("field", kind)}
                </option>
              ))}
            </select>
            <input
              type="text"
              aria-label={words.t("find.part_text", { kind: words.name("field", part.kind) })}
              value={part.text}
              size={Math.max(4, [...part.text].length)}
              onChange={(event) => put({ ...part, text: event.target.value })}
            />
            <button
              type="button"
              className="link"
              aria-label={words.t("find.part_remove", { text: part.text || words.name("field", part.kind) })}
              onClick={() => onParts(parts.filter((one) => one.key !== part.key))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="link" onClick={() => onParts([...parts, newPart()])}>
            {words.t("find.part_add")}
          </button>
        </li>
      </ul>
      {unread.length > 0 && <p className="error">{words.t("find.unread", { words: words.list(unread) })}</p>}
      {changed && (
        <button type="submit" className="action">
          {words.t("find.again")}
        </button>
      )}
    </form>
  );
}
