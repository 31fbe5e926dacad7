// SPDX-License-Identifier: Apache-2.0
// Reports for trying the pages without a bureau. Self-written sentences around facts that were public.
// `[[n:words]]` marks the words of claim n; marks may overlap by nesting.

const doc = { id: null, name: "DOC", side: null, mode: "document", act: "assert" };
const said = (id, name, side, mode = "paraphrase", act = "assert") => ({ id, name, side, mode, act });
const hq = said("coord_hq", "the Coordination Headquarters", "UA");
const lubinets = said("lubinets", "Ombudsman Dmytro Lubinets", "UA", "carried_over");
const zelenskyy = said("zelenskyy", "President Zelenskyy", "UA", "quote");
const mod = said("ru_mod", "the Russian Defence Ministry", "RU");
const sbu = said("sbu", "the security service", "UA", "quote");

const n = (value, op = "eq", more = {}) => ({ op, value, ...more });
const part = (label, words, value, parts = [], more = {}) => ({
  label,
  words,
  count: n(value, "eq", more),
  complement: more.complement ?? false,
  parts,
});

export const reports = [
  {
    key: "r1",
    outlet: "Harbour Gazette",
    url: "https://harbour.example/fifty-home",
    published: "2022-12-02",
    recorded: "2026-11-20T09:00:12Z",
    text: `Security service: fifty soldiers are back

Kyiv, Friday. On [[1:Thursday]] [[2:50 soldiers]] came back from captivity, the security service said. "We brought [[3:50 of our heroes]] home yesterday. In total, [[5:four officers and 46 privates and sergeants]]," its statement read.

Among them are [[6:14 people who defended Mariupol, eight of them at the Azovstal works]]. [[7:Most have wounds or injuries]], and some cannot walk.

The release was arranged by [[8:the Joint Centre]] for the search and release of prisoners. All of them [[9:will be examined and treated]].

It was [[10:the 281st day of the war]]. The General Staff puts the other side's losses at [[11:about 90,090 people]]; a presidential adviser spoke of [[12:between 10,000 and 13,000]] of the country's own soldiers killed.`,
    claims: {
      1: { type: "date_statement", event: "e1", date: "2022-12-01", rule: "date.weekday" },
      2: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "pow",
        count: n(50),
        speaker: [doc, said("sbu", "the security service", "UA")],
        rule: "return.active",
      },
      3: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "pow",
        count: n(50),
        speaker: [doc, sbu],
        rule: "return.brought_home",
      },
      5: {
        type: "breakdown",
        event: "e1",
        to: "UA",
        speaker: [doc, sbu],
        rule: "partition.balance",
        breakdown: {
          dimension: "rank",
          exhaustive: "yes",
          balance: "ok",
          note: "4 + 46 = 50",
          parts: [part("officers", "officers", 4), part("enlisted", "privates and sergeants", 46)],
        },
      },
      6: {
        type: "breakdown",
        event: "e1",
        to: "UA",
        speaker: [doc, sbu],
        rule: "partition.nested",
        breakdown: {
          dimension: "place_defended",
          exhaustive: "no",
          balance: "underdetermined",
          note: "8 ≤ 14 ≤ 50",
          parts: [part("mariupol", "defended Mariupol", 14, [part("azovstal", "at the Azovstal works", 8)])],
        },
      },
      7: {
        type: "health",
        event: "e1",
        to: "UA",
        count: n(null, "fr", { surface: "most" }),
        speaker: [doc, sbu],
        rule: "health.share",
      },
      8: {
        type: "organiser",
        event: "e1",
        speaker: [doc, sbu],
        rule: "organiser.arranged_by",
        slots: { who: "Joint Centre" },
      },
      9: { type: "aftercare", event: "e1", speaker: [doc, sbu], modality: "planned", rule: "aftercare.will" },
      10: { type: "war_day", event: null, count: n(281), rule: "war_day.ordinal" },
      11: {
        type: "losses",
        event: null,
        count: n(90090, "ap", { tolerance: 500 }),
        speaker: [doc, said("gen_staff", "the General Staff", "UA")],
        rule: "losses.side",
      },
      12: {
        type: "own_losses",
        event: null,
        count: { op: "rg", value: 10000, lo: 10000, hi: 13000 },
        speaker: [doc, said(null, "a presidential adviser", "UA")],
        rule: "losses.range",
      },
    },
    doubts: [
      {
        kind: "number_not_read",
        words: "cannot walk",
        reason: "A share in words (“some”) without a figure was left as it is.",
      },
    ],
    events: {
      e1: {
        date: "2022-12-01",
        basis: "Thursday before the publication on Friday 2 December 2022",
        role: "main",
        exchange: "x3",
      },
    },
  },
  {
    key: "r2",
    outlet: "Northern Wire",
    url: "https://north.example/another-exchange",
    published: null,
    recorded: "2026-11-20T09:00:13Z",
    text: `Second exchange in a week

[[1:Another 50 servicemen]] have been handed over

The Defence Ministry in Moscow said on Thursday that [[2:some 50 servicemen]] had come back in [[3:the second exchange in the span of a week]]. They had been in [[4:mortal danger]] in captivity, it said.

[[5:Captured Ukrainian troops]] went the other way. On Wednesday [[6:36 prisoners]] were traded.

One of those released said he had got [[7:no medical care for four months]]. They will now have [[8:medical and psychological help]] and can call their families.`,
    claims: {
      1: {
        type: "leg",
        event: "e1",
        to: "RU",
        from: "UA",
        population: "pow",
        count: n(50),
        zone: "subhead",
        rule: "return.handed_over",
      },
      2: {
        type: "leg",
        event: "e1",
        to: "RU",
        from: "UA",
        population: "pow",
        count: n(50, "ap", { tolerance: 5, surface: "some 50" }),
        speaker: [doc, mod],
        rule: "return.come_back",
      },
      3: { type: "local_ordinal", event: "e1", count: n(2), rule: "ordinal.window", slots: { scope: "week" } },
      4: {
        type: "allegation",
        event: "e1",
        speaker: [doc, mod],
        rule: "formula.mortal_danger",
        slots: { formula: "yes" },
      },
      5: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "pow",
        count: n(null, "null"),
        rule: "return.other_way",
      },
      6: {
        type: "leg",
        event: "e2",
        to: null,
        from: null,
        population: "pow",
        count: n(36),
        rule: "exchange.traded",
        slots: { allocation: "total, each side or one leg" },
      },
      7: {
        type: "allegation",
        event: null,
        speaker: [doc, said(null, "a released serviceman", "RU")],
        rule: "allegation.denied_care",
      },
      8: { type: "aftercare", event: "e1", modality: "planned", rule: "aftercare.will" },
    },
    doubts: [
      {
        kind: "ambiguous_side",
        words: "36 prisoners",
        reason: "“Traded” does not say whether 36 is the total, each side’s or one side’s count.",
      },
    ],
    events: {
      e1: {
        earliest: "2022-02-24",
        latest: null,
        basis: "a Thursday; no date of publication",
        role: "main",
        exchange: "x2",
      },
      e2: { earliest: "2022-02-23", latest: null, basis: "the Wednesday before", role: "previous", exchange: "x1" },
    },
  },
  {
    key: "r3",
    outlet: "Meridian",
    url: "https://meridian.example/forty-ninth",
    published: null,
    recorded: "2026-11-20T09:00:14Z",
    text: `[[1:More than 200]] soldiers and civilians are home from captivity, President Zelenskyy said. “We remember everyone,” he added.

Ombudsman Dmytro Lubinets called it [[2:the 49th exchange]]: [[3:230 people]] came back. Since the beginning [[4:2,828 soldiers]] have been returned.

The Coordination Headquarters gave the list: [[5:130 of the armed forces, including 14 of the territorial defence and 14 of the navy; 55 of the National Guard, 38 border guards, one police officer and six civilians]].

It was [[6:the largest exchange]] of the war. Everyone will get [[7:medical care and new documents]].

The last exchange took place on [[8:7 August 2023]], when [[9:22 soldiers]] came home. On 28 November a representative of the headquarters said that [[10:the other side had stopped the exchanges]].`,
    claims: {
      1: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "persons",
        count: n(200, "gt", { surface: "more than 200" }),
        speaker: [doc, zelenskyy],
        rule: "return.home",
      },
      2: { type: "ordinal", event: "e1", count: n(49), speaker: [doc, lubinets], rule: "ordinal.global" },
      3: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "persons",
        count: n(230),
        speaker: [doc, lubinets],
        rule: "return.active",
      },
      4: {
        type: "running_total",
        event: "e1",
        to: "UA",
        count: n(2828),
        speaker: [doc, lubinets],
        rule: "total.since",
      },
      5: {
        type: "breakdown",
        event: "e1",
        to: "UA",
        speaker: [doc, hq],
        rule: "partition.balance",
        breakdown: {
          dimension: "service",
          exhaustive: "yes",
          balance: "ok",
          note: "130 + 55 + 38 + 1 + 6 = 230",
          parts: [
            part("armed_forces", "armed forces", 130, [
              part("territorial_defence", "territorial defence", 14),
              part("navy", "navy", 14),
            ]),
            part("national_guard", "National Guard", 55),
            part("border_guard", "border guards", 38),
            part("police", "police officer", 1),
            part("civilians", "civilians", 6),
          ],
        },
      },
      6: { type: "superlative", event: "e1", rule: "superlative.largest" },
      7: { type: "aftercare", event: "e1", modality: "planned", rule: "aftercare.will" },
      8: { type: "previous", event: "e2", date: "2023-08-07", rule: "previous.last_exchange" },
      9: { type: "leg", event: "e2", to: "UA", from: "RU", population: "pow", count: n(22), rule: "return.active" },
      10: { type: "suspension", event: null, speaker: [doc, hq], rule: "suspension.stopped" },
    },
    doubts: [],
    events: {
      e1: {
        earliest: "2023-11-29",
        latest: "2024-01-30",
        basis: "after 28 November 2023, which it cites; before the 50th exchange",
        role: "main",
        exchange: "x5",
      },
      e2: { date: "2023-08-07", basis: "stated", role: "previous", exchange: "x4" },
    },
  },
  {
    key: "r4",
    outlet: "Meridian",
    url: "https://meridian.example/one-hundred",
    published: null,
    recorded: "2026-11-20T09:00:15Z",
    text: `One hundred defenders return

[[1:100 defenders]] have come home, President Zelenskyy and the Coordination Headquarters report. “[[2:Another 100 Ukrainians]] are back,” he wrote.

They are [[3:49 national guardsmen, 25 border guards and 26 of the armed forces, 11 of these from the territorial defence]]. [[4:84 defended Mariupol, 82 of them at Azovstal; the rest fought in Donetsk and Luhansk]]. [[5:At least 28]] are injured or seriously ill. The oldest is [[6:62]].

[[7:3,135 Defenders]] have been returned in all. [[8:The United Arab Emirates]] mediated, the department noted.

The previous exchange

On [[9:January 31]] [[10:207 Ukrainians]] came home in [[11:the 50th exchange]]. President Zelenskyy then gave the total as [[12:3,035 individuals]].`,
    claims: {
      1: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "pow",
        count: n(100),
        speaker: [doc, said("zelenskyy", "President Zelenskyy and the Coordination Headquarters", "UA")],
        rule: "return.home",
      },
      2: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "persons",
        count: n(100),
        speaker: [doc, zelenskyy],
        rule: "return.back",
      },
      3: {
        type: "breakdown",
        event: "e1",
        to: "UA",
        speaker: [doc, hq],
        rule: "partition.balance",
        breakdown: {
          dimension: "service",
          exhaustive: "yes",
          balance: "ok",
          note: "49 + 25 + 26 = 100",
          parts: [
            part("national_guard", "national guardsmen", 49),
            part("border_guard", "border guards", 25),
            part("armed_forces", "armed forces", 26, [part("territorial_defence", "territorial defence", 11)]),
          ],
        },
      },
      4: {
        type: "breakdown",
        event: "e1",
        to: "UA",
        speaker: [doc, hq],
        rule: "partition.complement",
        breakdown: {
          dimension: "place_defended",
          exhaustive: "yes",
          balance: "ok",
          note: "84 + 16 = 100",
          parts: [
            part("mariupol", "defended Mariupol", 84, [part("azovstal", "at Azovstal", 82)]),
            part("donetsk_luhansk", "the rest, Donetsk and Luhansk", 16, [], {
              basis: "derived",
              formula: "100 − 84",
              complement: true,
            }),
          ],
        },
      },
      5: {
        type: "health",
        event: "e1",
        to: "UA",
        count: n(28, "ge", { surface: "at least 28" }),
        rule: "health.injured",
      },
      6: { type: "age", event: "e1", count: n(62), rule: "age.oldest" },
      7: { type: "running_total", event: "e1", to: "UA", count: n(3135), speaker: [doc, hq], rule: "total.in_all" },
      8: {
        type: "mediator",
        event: "e1",
        speaker: [doc, hq],
        rule: "mediator.mediated",
        slots: { who: "United Arab Emirates" },
      },
      9: { type: "previous", event: "e2", date: "XXXX-01-31", rule: "zone.previous_exchange" },
      10: { type: "leg", event: "e2", to: "UA", from: "RU", population: "persons", count: n(207), rule: "return.home" },
      11: { type: "ordinal", event: "e2", count: n(50), rule: "ordinal.global" },
      12: {
        type: "running_total",
        event: "e2",
        to: "UA",
        count: n(3035),
        speaker: [doc, said("zelenskyy", "President Zelenskyy", "UA")],
        rule: "total.gave",
      },
    },
    doubts: [],
    events: {
      e1: {
        earliest: "2024-02-01",
        latest: "2024-07-16",
        basis: "after the 50th exchange, before 17 July 2024",
        role: "main",
        exchange: "x7",
      },
      e2: {
        date: "XXXX-01-31",
        earliest: null,
        latest: null,
        basis: "day and month stated, no year",
        role: "previous",
        exchange: "x6",
      },
    },
  },
  {
    key: "r5",
    outlet: "The Correspondent",
    url: "https://correspondent.example/755",
    published: "2024-07-25",
    time: "11:40",
    recorded: "2026-11-20T09:00:16Z",
    text: `Corrected: 755 guardsmen were freed, not held

An earlier version said that [[1:755 National Guard servicemen were still in captivity]]. The agency has [[2:corrected the interview]]: [[3:755 National Guard servicemen]] have been liberated so far, the commander said.

“A large share of our people is still trying to return,” he is quoted as saying.

On [[4:17 July]] [[5:95 defenders]] came home. Guardsmen are among them almost every time.`,
    claims: {
      1: {
        type: "held",
        event: null,
        count: n(755),
        state: "retracted",
        speaker: [doc, said("agency", "the agency, earlier version", "UA")],
        rule: "correction.earlier_version",
      },
      2: {
        type: "correction",
        event: null,
        speaker: [doc, said("agency", "the agency", "UA", "paraphrase", "correct")],
        rule: "correction.corrected",
        about: 1,
      },
      3: {
        type: "subtotal",
        event: null,
        to: "UA",
        count: n(755),
        speaker: [doc, said("agency", "the agency", "UA"), said("pivnenko", "the commander", "UA")],
        rule: "subtotal.liberated",
      },
      4: { type: "date_statement", event: "e1", date: "2024-07-17", rule: "date.day_month" },
      5: { type: "leg", event: "e1", to: "UA", from: "RU", population: "pow", count: n(95), rule: "return.home" },
    },
    doubts: [],
    events: {
      e1: { date: "2024-07-17", basis: "stated day and month; year from publication", role: "main", exchange: "x8" },
    },
  },
  {
    key: "r6",
    outlet: "Eastern Bulletin",
    url: "https://bulletin.example/195",
    published: "2024-01-31",
    recorded: "2026-11-21T18:42:03Z",
    text: `Exchange on 31 January

The Russian Defence Ministry said that on [[1:31 January]] [[2:195 servicemen]] came back, and that [[3:exactly 195]] were handed over to the other side in return.`,
    claims: {
      1: { type: "date_statement", event: "e1", date: "2024-01-31", rule: "date.day_month" },
      2: {
        type: "leg",
        event: "e1",
        to: "RU",
        from: "UA",
        population: "pow",
        count: n(195),
        speaker: [doc, mod],
        rule: "return.active",
      },
      3: {
        type: "leg",
        event: "e1",
        to: "UA",
        from: "RU",
        population: "pow",
        count: n(195),
        speaker: [doc, mod],
        rule: "return.handed_over",
      },
    },
    doubts: [],
    events: {
      e1: { date: "2024-01-31", basis: "stated day and month; year from publication", role: "main", exchange: "x6" },
    },
  },
];
export { doc };
