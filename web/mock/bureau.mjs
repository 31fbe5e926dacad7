// SPDX-License-Identifier: Apache-2.0
// Turns the marked reports into readings and a hand-made reckoning, in the shapes of api/openapi.yaml.
import { createHash } from "node:crypto";
import { doc, reports } from "./reports.mjs";

const sha = (text) => createHash("sha256").update(text).digest("hex");

function unmark(marked) {
  const spans = {};
  const open = [];
  let text = "";
  for (let i = 0; i < marked.length;) {
    const start = /^\[\[(\d+):/.exec(marked.slice(i));
    if (start) {
      open.push([Number(start[1]), [...text].length]);
      i += start[0].length;
    } else if (open.length && marked.startsWith("]]", i)) {
      const [id, from] = open.pop();
      const end = [...text].length;
      spans[id] = { start: from, end, text: [...text].slice(from, end).join("") };
      i += 2;
    } else text += marked[i++];
  }
  return { text, spans };
}

function count(c) {
  if (!c) return null;
  const value = c.value ?? null;
  const tolerance = c.tolerance ?? 0;
  const low = { gt: value + 1, ap: value - tolerance, le: 0, lt: 0 }[c.op] ?? c.lo ?? value;
  const high = { gt: null, ge: null, ap: value + tolerance }[c.op];
  return {
    op: c.op,
    lo: c.lo ?? value,
    hi: c.hi ?? value,
    low: value === null ? null : low,
    high: value === null ? null : high === undefined ? (c.hi ?? value) : high,
    value,
    tolerance,
    surface: c.surface ?? (value === null ? "" : String(value)),
    basis: c.basis ?? "stated",
    formula: c.formula ?? null,
  };
}
const parts = (list) => list.map((p) => ({ ...p, count: count(p.count), parts: parts(p.parts) }));
const day = (d) => (/^\d{4}-\d\d-\d\d$/.test(d ?? "") ? d : null);
const partial = (d, basis) => ({ edtf: d ?? "", earliest: day(d), latest: day(d), basis });

function reading(report) {
  const { text, spans } = unmark(report.text);
  const digest = sha(text);
  const id = (n) => sha(`${digest}/${n}`).slice(0, 16);
  const claims = Object.entries(report.claims).map(([n, c]) => ({
    id: id(n),
    type: c.type,
    event: c.event,
    span: spans[n],
    spans: [spans[n]],
    zone: c.zone ?? "body",
    speaker: c.speaker ?? [doc],
    modality: c.modality ?? "actual",
    polarity: "affirmed",
    state: c.state ?? "current",
    rule: c.rule,
    count: count(c.count),
    to: c.to ?? null,
    from: c.from ?? null,
    population: c.population ?? null,
    breakdown: c.breakdown
      ? { to: c.to ?? null, off_by: 0, ...c.breakdown, parts: parts(c.breakdown.parts), claim: id(n) }
      : null,
    date: c.date ? partial(c.date, "stated") : null,
    slots: c.slots ?? {},
    about: c.about ? id(c.about) : null,
  }));
  const points = [...text];
  const doubts = report.doubts.map((d) => {
    const at = [...text.slice(0, text.indexOf(d.words))].length;
    return { kind: d.kind, reason: d.reason, span: { start: at, end: at + [...d.words].length, text: d.words } };
  });
  const events = Object.entries(report.events).map(([eid, e]) => {
    const own = claims.filter((c) => c.event === eid);
    return {
      id: eid,
      type: "exchange",
      status: "completed",
      role: e.role,
      date: {
        edtf: e.date ?? "",
        earliest: day(e.date) ?? e.earliest ?? null,
        latest: day(e.date) ?? e.latest ?? null,
        basis: e.basis,
      },
      sides: ["UA", "RU"],
      legs: own
        .filter((c) => c.type === "leg")
        .map((c) => ({
          to: c.to,
          from: c.from,
          count: c.count,
          population: c.population,
          population_words: c.span.text,
          speaker: c.speaker,
          modality: c.modality,
          polarity: c.polarity,
          allocation: [],
          scope: null,
          claim: c.id,
        })),
      ordinal: null,
      ordinals: [],
      breakdowns: own.filter((c) => c.breakdown).map((c) => c.breakdown),
      places: [],
      health: [],
      mediators: [],
      intermediaries: [],
      cumulative: [],
      both_sides_total: null,
      previous: null,
      stage: null,
      parent: null,
      claims: own.map((c) => c.id),
    };
  });
  const published = {
    ...partial(report.published ?? "", report.published ? "page metadata: datePublished" : "none stated"),
    time: report.time ?? null,
  };
  const title = text.split("\n")[0].length < 70 ? text.split("\n")[0] : null;
  return {
    id: report.key,
    digest,
    lang: "en",
    url: report.url,
    outlet: report.outlet,
    rules: sha("rules"),
    published,
    title,
    text,
    events,
    claims,
    doubts,
    zones: [{ start: 0, end: points.length, kind: "body" }],
    recorded_at: report.recorded,
    exchanges: Object.fromEntries(Object.entries(report.events).map(([eid, e]) => [eid, e.exchange])),
    copies: [],
  };
}

export const readings = reports.map(reading).map((r, i) => ({ ...r, entry: 2 * i + 1 }));
const byKey = Object.fromEntries(readings.map((r) => [r.id, r]));
const ref = (at) => {
  const [key, n] = at.split("/");
  const r = byKey[key];
  return { report: r.digest, claim: sha(`${r.digest}/${n}`).slice(0, 16) };
};
const number = (value, claims, more = {}) => ({
  low: value,
  best: value,
  high: value,
  op: value === null ? "null" : "eq",
  basis: "stated",
  conflict: false,
  why: "stated by one source",
  claims: claims.map(ref),
  reports: new Set(claims.map((at) => at.split("/")[0])).size,
  origins: new Set(claims.map((at) => at.split("/")[0])).size,
  ...more,
});
const leg = (to, from, c, population = "pow") => ({ to, from, count: c, population, scope: null });
const unstated = (claims = []) => number(null, claims, { why: "no report gives a figure" });

function breakdowns(...ats) {
  const list = ats.map((at) => byKey[at.split("/")[0]].claims.find((c) => c.id === ref(at).claim));
  return { breakdowns: list.map((c) => ({ ...c.breakdown, claim: null })), breakdown_claims: ats.map(ref) };
}

function exchange(id, date, legs, more = {}) {
  const members = readings.flatMap((r) =>
    Object.entries(r.exchanges)
      .filter(([, x]) => x === id)
      .map(([e]) => `${r.digest}#${e}`),
  );
  const claims = readings.flatMap((r) =>
    r.claims.filter((c) => c.event && r.exchanges[c.event] === id).map((c) => ({ report: r.digest, claim: c.id })),
  );
  return {
    id,
    type: "exchange",
    status: "completed",
    date,
    date_proof: [],
    sides: ["UA", "RU"],
    legs,
    ordinals: [],
    totals: [],
    breakdowns: [],
    breakdown_claims: [],
    mediators: [],
    intermediaries: [],
    places: [],
    health: [],
    members,
    claims,
    previous: null,
    parent: null,
    ...more,
  };
}
const ordinal = (value, claims, more) => ({ ns: "UA", scope: "war", value: number(value, claims, more) });
const total = (value, labels, claims, more) => ({ side: "UA", value: number(value, claims, more), labels });
const between = (earliest, latest, basis) => ({
  edtf: earliest && latest ? `${earliest}/${latest}` : "",
  earliest,
  latest,
  basis,
});

export const exchanges = [
  exchange("x1", between("2022-02-23", "2022-11-30", "the day before the exchange that names it as previous"), [
    leg(null, null, number(36, ["r2/6"], { why: "one source; whose 36 it is was not said" })),
  ]),
  exchange(
    "x2",
    between("2022-02-24", "2022-12-01", "a Thursday; the report has no date"),
    [leg("UA", "RU", unstated(["r2/5"])), leg("RU", "UA", number(50, ["r2/1", "r2/2"], { why: "exact over hedged" }))],
    { previous: "x1" },
  ),
  exchange(
    "x3",
    partial("2022-12-01", "Thursday before the publication on Friday 2 December 2022"),
    [leg("UA", "RU", number(50, ["r1/2", "r1/3"]))],
    {
      ...breakdowns("r1/5", "r1/6"),
      date_proof: [
        "The report was published on Friday 2 December 2022.",
        "It says “yesterday” and “Thursday”.",
        "The Thursday before is 1 December 2022.",
      ],
      intermediaries: [{ id: "joint_centre", name: "the Joint Centre", claim: null }],
      health: [{ what: "wounded", count: count({ op: "fr", value: null, surface: "most" }), claim: null }],
    },
  ),
  exchange("x4", partial("2023-08-07", "stated"), [leg("UA", "RU", number(22, ["r3/9"]))], {
    ordinals: [ordinal(48, ["r3/2"], { basis: "derived", why: "49 − 1 = 48" })],
    totals: [total(2598, [], ["r3/4", "r3/3"], { basis: "derived", why: "2,828 − 230 = 2,598" })],
  }),
  exchange(
    "x5",
    between("2023-11-29", "2024-01-30", "after 28 November 2023, which the report cites; before the 50th exchange"),
    [
      leg(
        "UA",
        "RU",
        number(230, ["r3/3", "r3/1"], { why: "exact over hedged: “more than 200” allows 230" }),
        "persons",
      ),
    ],
    {
      ...breakdowns("r3/5"),
      ordinals: [ordinal(49, ["r3/2"])],
      totals: [total(2828, ["soldiers"], ["r3/4"])],
      previous: "x4",
      date_proof: [
        "The report cites 28 November 2023, so it is later.",
        "It is the 49th; the 50th was on 31 January 2024.",
        "So it took place between 29 November 2023 and 30 January 2024.",
      ],
    },
  ),
  exchange(
    "x6",
    partial("2024-01-31", "day and month stated; year from the chain"),
    [
      leg(
        "UA",
        "RU",
        {
          low: 195,
          best: null,
          high: 207,
          op: "eq",
          basis: "stated",
          conflict: true,
          why: "the two sides give different figures for the same people",
          claims: [ref("r4/10"), ref("r6/3")],
        },
        "persons",
      ),
      leg("RU", "UA", number(195, ["r6/2"])),
    ],
    {
      ordinals: [ordinal(50, ["r4/11"])],
      totals: [total(3035, ["individuals"], ["r4/12"])],
      previous: "x5",
      date_proof: [
        "“January 31” has no year in one report.",
        "It follows the 49th exchange, after August 2023.",
        "It precedes 17 July 2024.",
        "So the year is 2024.",
      ],
    },
  ),
  exchange(
    "x7",
    between("2024-02-01", "2024-07-16", "after the 50th exchange, before 17 July 2024"),
    [leg("UA", "RU", number(100, ["r4/1", "r4/2"]))],
    {
      ...breakdowns("r4/3", "r4/4"),
      ordinals: [ordinal(51, ["r4/11"], { basis: "derived", why: "50 + 1 = 51" })],
      totals: [total(3135, ["Defenders"], ["r4/7"])],
      previous: "x6",
      mediators: [{ id: "AE", name: "The United Arab Emirates", claim: null }],
      health: [{ what: "wounded", count: count({ op: "ge", value: 28, surface: "at least 28" }), claim: null }],
      places: [{ id: "mariupol", name: "Mariupol", role: "defended", claim: null }],
    },
  ),
  exchange("x8", partial("2024-07-17", "stated day and month; year from publication"), [
    leg("UA", "RU", number(95, ["r5/5"])),
  ]),
];

export const chains = [
  {
    side: "UA",
    links: [
      {
        exchange: "x4",
        total_after: 2598,
        step: 22,
        derived: true,
        gap: null,
        arithmetic: "2,828 − 230 = 2,598",
        claims: [ref("r3/4"), ref("r3/3")],
      },
      {
        exchange: "x5",
        total_after: 2828,
        step: 230,
        derived: false,
        gap: 0,
        arithmetic: "2,598 + 230 = 2,828",
        claims: [ref("r3/4"), ref("r3/3")],
      },
      {
        exchange: "x6",
        total_after: 3035,
        step: 207,
        derived: false,
        gap: 0,
        arithmetic: "2,828 + 207 = 3,035",
        claims: [ref("r4/12"), ref("r4/10")],
      },
      {
        exchange: "x7",
        total_after: 3135,
        step: 100,
        derived: false,
        gap: 0,
        arithmetic: "3,035 + 100 = 3,135",
        claims: [ref("r4/7"), ref("r4/1")],
      },
    ],
  },
];
const member = (key, event) => `${byKey[key].digest}#${event}`;
export const edges = [
  {
    a: member("r1", "e1"),
    b: member("r2", "e1"),
    judgement: "undetermined",
    rule: "veto.none",
    reason:
      "Both speak of 50 people on a Thursday, but of opposite sides, and one report has no date. The same weekday and the same count are not enough. A date of publication would decide.",
  },
  {
    a: member("r4", "e2"),
    b: member("r6", "e1"),
    judgement: "same",
    rule: "evidence.same_day",
    reason: "The same resolved day, 31 January 2024, with opposite legs.",
  },
  {
    a: member("r3", "e1"),
    b: member("r4", "e2"),
    judgement: "different",
    rule: "veto.ordinal",
    reason: "The 49th and the 50th exchange in one count.",
  },
];
export const findings = [
  {
    id: "f1",
    audit: "side_conflict",
    severity: "contradiction",
    verdict: "The two sides give different counts of the people who came to Ukraine on 31 January 2024.",
    arithmetic: "207 ≠ 195, apart by 12",
    exchanges: ["x6"],
    claims: [ref("r4/10"), ref("r6/3")],
  },
  {
    id: "f2",
    audit: "correction",
    severity: "warning",
    verdict: "A statement was withdrawn: the 755 had been freed, not held. The number stays, its meaning changes.",
    arithmetic: "",
    exchanges: [],
    claims: [ref("r5/1"), ref("r5/3")],
  },
  {
    id: "f3",
    audit: "hedge",
    severity: "note",
    verdict: "“More than 200” and 230 agree; the exact figure is shown.",
    arithmetic: "230 > 200",
    exchanges: ["x5"],
    claims: [ref("r3/1"), ref("r3/3")],
  },
];
export const head = (r) => ({ digest: r.digest, outlet: r.outlet, url: r.url, published: r.published, title: r.title });
export const resolve = (refs) => {
  const seen = new Set();
  return refs
    .filter((x) => !seen.has(x.report + x.claim) && seen.add(x.report + x.claim))
    .map((x) => {
      const r = readings.find((one) => one.digest === x.report);
      return { report: head(r), recorded_at: r.recorded_at, claim: r.claims.find((c) => c.id === x.claim) };
    });
};
