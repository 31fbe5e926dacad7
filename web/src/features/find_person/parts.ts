// SPDX-License-Identifier: Apache-2.0
// The parts a question was understood as, while somebody corrects them.
import type { FieldKind, RecordField } from "../../api/types";

export interface Part {
  readonly key: number;
  readonly kind: FieldKind;
  readonly text: string;
  readonly from: string; // the words of the question it was taken from
}

export const partKinds: readonly FieldKind[] = [
  "full_name",
  "surname",
  "given_name",
  "patronymic",
  "maiden_name",
  "alias",
  "birth_date",
  "age",
  "rank",
  "unit",
  "service_number",
  "place",
];

let next = 0;

export function partsOf(sought: readonly RecordField[]): readonly Part[] {
  return sought.map((field) => ({ key: next++, kind: field.kind, text: field.text, from: field.column }));
}

export function newPart(): Part {
  return { key: next++, kind: "surname", text: "", from: "" };
}

// What is sent: parts that were emptied are left out.
export function soughtOf(parts: readonly Part[]): readonly { kind: FieldKind; column: string; text: string }[] {
  return parts
    .map((part) => ({ kind: part.kind, column: part.from, text: part.text.trim() }))
    .filter((part) => part.text !== "");
}

export function changed(parts: readonly Part[], sought: readonly RecordField[]): boolean {
  const now = soughtOf(parts);
  return (
    now.length !== sought.length ||
    now.some((part, i) => part.kind !== sought[i]?.kind || part.text !== sought[i]?.text)
  );
}
