// SPDX-License-Identifier: Apache-2.0
// A source record in words: its name as the record writes it, and the fields in one order for all records.
import type { FieldKind, SourceRecord } from "../../api/types";
import type { Words } from "../../i18n/text";

const nameKinds: readonly FieldKind[] = ["surname", "given_name", "patronymic"];

export function recordName(record: SourceRecord, words: Words): string {
  const all = (kind: FieldKind) => record.fields.filter((field) => field.kind === kind).map((field) => field.text);
  const parts = nameKinds.flatMap(all);
  const name = parts.length > 0 ? parts : [...all("full_name"), ...(all("full_name").length > 0 ? [] : all("alias"))];
  return name.join(" ") || words.t("record.unnamed");
}

export const fieldOrder: readonly FieldKind[] = [
  "full_name",
  "surname",
  "given_name",
  "patronymic",
  "maiden_name",
  "alias",
  "sex",
  "birth_date",
  "age",
  "as_of",
  "birth_place",
  "residence",
  "fathers_name",
  "mothers_name",
  "mothers_maiden_name",
  "nationality",
  "rank",
  "unit",
  "service_number",
  "prisoner_number",
  "document_number",
  "place",
  "status",
  "note",
  "other",
];

export function textOf(record: SourceRecord, kind: FieldKind): string {
  return record.fields
    .filter((field) => field.kind === kind)
    .map((field) => field.text)
    .join("; ");
}

// What a table of several records has a row for: a kind, and for what has no kind the heading it stood under. A name that
// one record writes whole and another in parts has one row, "name".
export interface FieldRow {
  readonly kind: FieldKind | "name";
  readonly column: string; // of other only
}

function nameRows(records: readonly SourceRecord[]): readonly FieldRow["kind"][] {
  const has = (record: SourceRecord, kinds: readonly FieldKind[]) =>
    record.fields.some((field) => kinds.includes(field.kind));
  const inParts = records.filter((record) => has(record, nameKinds));
  const wholeOnly = records.filter((record) => !inParts.includes(record) && has(record, ["full_name"]));
  if (wholeOnly.length > 0 && inParts.length > 0) return ["name"];
  return inParts.length > 0 ? nameKinds : ["full_name"];
}

export function fieldRows(records: readonly SourceRecord[]): readonly FieldRow[] {
  const names = nameRows(records);
  const kinds = [...names, ...fieldOrder.filter((kind) => kind !== "full_name" && !nameKinds.includes(kind))];
  return kinds.flatMap((kind): FieldRow[] => {
    if (kind === "name") return [{ kind, column: "" }];
    const there = records.flatMap((record) => record.fields.filter((field) => field.kind === kind));
    if (there.length === 0) return [];
    if (kind !== "other") return [{ kind, column: "" }];
    return [...new Set(there.map((field) => field.column))].map((column) => ({ kind, column }));
  });
}

export function textIn(record: SourceRecord, row: FieldRow): string {
  if (row.kind === "name")
    return (
      nameKinds
        .map((kind) => textOf(record, kind))
        .filter(Boolean)
        .join(" ") || textOf(record, "full_name")
    );
  if (row.kind !== "other") return textOf(record, row.kind);
  return record.fields
    .filter((field) => field.kind === "other" && field.column === row.column)
    .map((field) => field.text)
    .join("; ");
}

// What the record's source says of the person: a claim, in the reader's words where the tables know it.
export function saidOf(record: SourceRecord, words: Words): string {
  return record.statuses
    .map((one) => (one.status === null ? words.t("lot.unknown", { text: one.text }) : words.name("lot", one.status)))
    .join("; ");
}

export function shortId(id: string): string {
  return id.slice(0, 8);
}

// A day as lists write it, in one way; anything else but for capitals.
function plain(text: string): string {
  const day = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim());
  if (day) return `${day[3]}-${day[2]?.padStart(2, "0")}-${day[1]?.padStart(2, "0")}`;
  return text.trim().toLocaleLowerCase();
}

export function agree(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

const script = (text: string) =>
  /\p{Script=Cyrillic}/u.test(text) ? "Cyrl" : /\p{Script=Latin}/u.test(text) ? "Latn" : "";

// What comes before and after the part in which two texts differ; nothing when they agree, or are in two scripts, where
// letters cannot be held against one another.
export function difference(a: string, b: string): { before: number; after: number } | null {
  if (agree(a, b) || (script(a) !== script(b) && script(a) !== "" && script(b) !== "")) return null;
  const left = [...a.toLocaleLowerCase()];
  const right = [...b.toLocaleLowerCase()];
  let before = 0;
  while (before < Math.min(left.length, right.length) && left[before] === right[before]) before++;
  let after = 0;
  while (
    after < Math.min(left.length, right.length) - before &&
    left[left.length - 1 - after] === right[right.length - 1 - after]
  )
    after++;
  return { before, after };
}
