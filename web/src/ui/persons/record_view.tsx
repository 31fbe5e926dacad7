// SPDX-License-Identifier: Apache-2.0
// Where a record came from, in one line; and records side by side, field by field.
import type { ReactNode } from "react";
import type { SourceRecord } from "../../api/types";
import { useWords } from "../../i18n/text";
import { NotStated } from "../rows";
import { WideTable } from "../wide_table";
import { agree, difference, fieldRows, recordName, saidOf, shortId, textIn } from "./record";

export function RecordSource({ record }: { record: SourceRecord }) {
  const words = useWords();
  return (
    <span className="record-source quiet">
      {record.source} · {words.name("origin", record.origin)} {record.list}
      {record.row !== null && <>, {words.t("record.row", { n: record.row })}</>} ·{" "}
      <code>{words.t("record.id", { id: shortId(record.id) })}</code>
    </span>
  );
}

// A text with the part marked in which it differs from another.
function Marked({ text, other }: { text: string; other: string }): ReactNode {
  const words = useWords();
  const apart = difference(text, other);
  if (!apart) return text;
  const letters = [...text];
  const end = letters.length - apart.after;
  const middle = letters.slice(apart.before, end).join("");
  return (
    <>
      {letters.slice(0, apart.before).join("")}
      {middle !== "" && <mark className="apart">{middle}</mark>}
      {letters.slice(end).join("")}
      <span className="ear"> ({words.t("compare.differs")})</span>
    </>
  );
}

interface SideBySideProps {
  caption: string;
  records: readonly SourceRecord[];
  mark?: boolean; // what differs from the first record is marked
}

export function SideBySide({ caption, records, mark = false }: SideBySideProps) {
  const words = useWords();
  return (
    <WideTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{words.t("compare.field")}</th>
          {records.map((record) => (
            <th key={record.id} scope="col">
              {recordName(record, words)}
              <RecordSource record={record} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fieldRows(records).map((row) => {
          const texts = records.map((record) => textIn(record, row));
          const same = texts.every((text) => text !== "" && agree(text, texts[0] ?? ""));
          return (
            <tr key={`${row.kind} ${row.column}`} className={same ? "agree" : undefined}>
              <th scope="row">{row.column || words.name("field", row.kind)}</th>
              {texts.map((text, i) => (
                <td key={i}>
                  {text === "" ? (
                    <NotStated />
                  ) : mark && i > 0 && texts[0] !== "" ? (
                    <Marked text={text} other={texts[0] ?? ""} />
                  ) : (
                    text
                  )}
                  {row.kind === "status" && records[i] && (
                    <span className="quiet said-lot">{saidOf(records[i], words)}</span>
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}
