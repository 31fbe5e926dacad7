// SPDX-License-Identifier: Apache-2.0
// Invented people for work on the pages about persons. Nobody in it exists.
const id = (n) => String(n).repeat(32).slice(0, 32);
const field = (kind, column, text) => ({ kind, column, text });
const record = (n, source, fields, statuses = []) => ({
  id: id(n),
  source,
  source_id: String(n),
  list: "list.csv",
  origin: "list",
  row: n,
  entry: n,
  recorded_at: "2026-11-20T09:00:00Z",
  author: "samples",
  fields,
  statuses,
});
const records = [
  record(
    1,
    "Sudria, hospital list",
    [
      field("full_name", "name", "Marlow Ann"),
      field("birth_date", "born", "1987-03-12"),
      field("rank", "rank", "senior sergeant"),
      field("status", "status", "captured"),
    ],
    [{ text: "captured", status: "said_captured" }],
  ),
  record(
    2,
    "Norland, bureau",
    [
      field("surname", "Прізвище", "Марлоу"),
      field("given_name", "Ім'я", "Анна"),
      field("birth_date", "born", "12.03.1987"),
      field("rank", "звання", "старший сержант"),
      field("status", "status", "in transit"),
    ],
    [{ text: "in transit", status: null }],
  ),
];
const waterfall = {
  total: 5230,
  probability: 0.974,
  shown: "0.9741",
  steps: [
    { key: "prior", words: [], weight: -6000 },
    { key: "surname.spelling", words: ["Marlow", "Марлоу"], weight: 5730 },
    { key: "birth_date.exact", words: ["1987-03-12", "12.03.1987"], weight: 5500 },
  ],
};
const hit = (one) => ({ record: one, person: one.id, person_records: 1, band: "strong", waterfall });

export function answerTo({ question = "", sought = [] }) {
  return {
    sought: sought.length > 0 ? sought : [field("surname", question, question)],
    unread: [],
    hits: records.map(hit),
    searched: records.length,
    entry: 9,
    named: null,
  };
}

export function completionsOf({ typed }) {
  const known = ["Marlow", "Марлоу", "Ann", "Анна"];
  const begins = (word) => word.toLowerCase().startsWith(typed.toLowerCase());
  return {
    words: typed.length < 2 ? [] : known.filter(begins).map((word) => ({ word, records: 1, begins: true })),
  };
}

export function previewOf(text, query) {
  const [heading = "", ...rows] = text.split("\n").filter(Boolean);
  const said = Object.fromEntries((query.get("columns") ?? "").split(",").map((one) => one.split("=")));
  const columns = heading.split(/[,;\t]/).map((name) => ({ heading: name, holds: said[name] ?? "other" }));
  return {
    list: query.get("name") ?? "",
    rows: rows.length,
    good: rows.length,
    columns,
    first: rows.slice(0, 5).map((row, i) => ({
      row: i + 1,
      source: query.get("source") ?? query.get("name") ?? "",
      source_id: String(i + 1),
      fields: row.split(/[,;\t]/).map((cell, k) => field("other", columns[k]?.heading ?? "", cell)),
    })),
    refused_rows: 0,
    doubtful: 0,
    refused: [],
    doubts: [],
  };
}

export function peopleRoutes(path, query) {
  const [, , kind, which] = path.split("/");
  const named = (wanted) => records.find((one) => one.id === wanted) ?? records[0];
  if (path === "/api/suggestions")
    return { suggestions: [{ left: records[0], right: records[1], waterfall, left_open_before: false }] };
  if (path === "/api/comparisons")
    return {
      left: named(query.get("left")),
      right: named(query.get("right")),
      waterfall,
      standing: null,
      one_person: false,
      kept_apart: false,
    };
  if (kind === "records") return named(which);
  if (kind === "persons")
    return { id: named(which).id, as_of: 9, records: [named(which)], judgements: [], contradictions: [] };
  return null;
}
