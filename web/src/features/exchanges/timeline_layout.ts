// SPDX-License-Identifier: Apache-2.0
// Where everything stands in the plot of exchanges. Pure: numbers in, numbers out.
import type { Chain, ExchangeView, PartialDate, Reckoned } from "../../api/types";
import { dayNumber, dayOfNumber } from "../../ui/dates";

// Half of a mark: the people who came to one side.
export type Half =
  | { readonly kind: "none" } // nobody is said to have come
  | { readonly kind: "open"; readonly r: number } // said to have come, no figure
  | { readonly kind: "disc"; readonly r: number }
  | { readonly kind: "split"; readonly low: number; readonly high: number };

export interface Mark {
  readonly exchange: ExchangeView;
  readonly x: number;
  readonly whisker: {
    readonly from: number;
    readonly to: number;
    readonly openFrom: boolean;
    readonly openTo: boolean;
  } | null;
  readonly above: Half;
  readonly below: Half;
  readonly unsided: number; // radius of a ring for people whose side is not stated, 0 when there are none
}

export interface Step {
  readonly exchange: string;
  readonly x: number;
  readonly y: number;
  readonly total: number;
  readonly derived: boolean;
}

export interface GapBox {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  readonly unseen: number;
}

export interface TotalLine {
  readonly side: string | null;
  readonly steps: readonly Step[];
  readonly gaps: readonly GapBox[];
  readonly path: string;
}

export interface Tick {
  readonly x: number;
  readonly iso: string;
  readonly months: number; // of the step: 12 or more means the year is enough
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly axisY: number;
  readonly nameAboveY: number;
  readonly nameBelowY: number;
  readonly marks: readonly Mark[];
  readonly totals: readonly TotalLine[];
  readonly totalTicks: readonly { readonly y: number; readonly value: number }[];
  readonly ticks: readonly Tick[];
  dayAt(x: number): string;
  xOf(iso: string): number;
}

const side = 14; // room left and right
const least = 5; // the smallest half disc that can be seen and hit
const openRadius = 9;
const nameRow = 26; // above and below the discs, for the names of the sides
const apart = 40; // between marks whose days are not known

export function radius(count: number, greatest: number, largest: number): number {
  if (greatest <= 0 || count <= 0) return least;
  return Math.max(least, Math.sqrt(count / greatest) * largest);
}

function figureOf(value: Reckoned): number | null {
  return value.best ?? value.high ?? value.low;
}

function legTo(exchange: ExchangeView, to: string | undefined): Reckoned | null {
  const legs = exchange.legs.filter((leg) => leg.to === to && leg.scope !== "outside_exchange");
  return legs.find((leg) => figureOf(leg.count) !== null)?.count ?? legs[0]?.count ?? null;
}

function half(value: Reckoned | null, greatest: number, largest: number): Half {
  if (!value) return { kind: "none" };
  if (value.conflict && value.low !== null && value.high !== null && value.low !== value.high) {
    return { kind: "split", low: radius(value.low, greatest, largest), high: radius(value.high, greatest, largest) };
  }
  const figure = figureOf(value);
  return figure === null ? { kind: "open", r: openRadius } : { kind: "disc", r: radius(figure, greatest, largest) };
}

// First and last day that the plot shows: every stated day, and bounds only as far as they are bounds.
export function domainOf(dates: readonly PartialDate[]): { first: number; last: number } {
  const days = dates
    .flatMap((date) => [date.earliest, date.latest])
    .filter((day): day is string => day !== null)
    .map(dayNumber);
  if (days.length === 0) return { first: 0, last: 1 };
  const first = Math.min(...days);
  const last = Math.max(...days);
  return first === last ? { first: first - 15, last: last + 15 } : { first, last };
}

export function timeTicks(first: number, last: number, room: number): { iso: string; months: number }[] {
  const spanMonths = (last - first) / 30.44;
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => (room / spanMonths) * step >= 104) ?? 240;
  const start = dayOfNumber(first);
  let year = Number(start.slice(0, 4));
  let month = Number(start.slice(5, 7)) - 1;
  if (months >= 12) {
    month = 0;
    year -= year % (months / 12);
  } else month -= month % months;
  const ticks: { iso: string; months: number }[] = [];
  for (; ; month += months) {
    const iso = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
    const day = dayNumber(iso);
    if (day > last) return ticks;
    if (day >= first) ticks.push({ iso, months });
  }
}

// About `wanted` round numbers from low to high.
export function roundTicks(low: number, high: number, wanted: number): number[] {
  const raw = Math.max(1, (high - low) / Math.max(1, wanted));
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? 10 * power;
  const ticks: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) ticks.push(value);
  return ticks;
}

export interface Frame {
  readonly width: number;
  readonly largest: number; // radius of the largest half disc
  readonly totalHeight: number; // height of the running total's part, when there is one
}

export function layOut(
  exchanges: readonly ExchangeView[],
  chains: readonly Chain[],
  sides: readonly string[],
  frame: Frame,
): Layout {
  const { width, largest } = frame;
  const { first, last } = domainOf(exchanges.map((exchange) => exchange.date));
  const left = largest + 2;
  const right = width - largest - 2;
  const x = (day: number) => left + ((day - first) / (last - first)) * (right - left);
  const counts = exchanges.flatMap((exchange) =>
    exchange.legs.map((leg) => leg.count.high ?? figureOf(leg.count) ?? 0),
  );
  const greatest = Math.max(0, ...counts);
  const hasTotals = chains.some((chain) => chain.links.length > 0);
  const top = hasTotals ? frame.totalHeight + 40 : 8;
  const axisY = top + nameRow + largest;
  const height = axisY + largest + nameRow + 30;

  const marks: Mark[] = spread(
    exchanges.map((exchange) => {
      const { earliest, latest } = exchange.date;
      const from = earliest ? x(dayNumber(earliest)) : side;
      const to = latest ? x(dayNumber(latest)) : width - side;
      const exact = earliest !== null && earliest === latest;
      const unsided = legTo(exchange, undefined) ?? exchange.legs.find((leg) => leg.to === null)?.count ?? null;
      const figure = unsided ? figureOf(unsided) : null;
      return {
        exchange,
        x: exact ? from : (from + to) / 2,
        whisker: exact ? null : { from, to, openFrom: earliest === null, openTo: latest === null },
        above: half(sides[0] ? legTo(exchange, sides[0]) : null, greatest, largest),
        below: half(sides[1] ? legTo(exchange, sides[1]) : null, greatest, largest),
        unsided: unsided ? (figure === null ? openRadius : radius(figure, greatest, largest)) : 0,
      };
    }),
  );

  const xOfExchange = new Map(marks.map((mark) => [mark.exchange.id, mark.x]));
  const all = chains.flatMap((chain) => chain.links.map((link) => link.total_after));
  const lowest = all.length > 0 ? Math.min(...all) : 0;
  const highest = all.length > 0 ? Math.max(...all) : 1;
  const pad = Math.max(1, (highest - lowest) * 0.12);
  const low = Math.max(0, lowest - pad);
  const high = highest + pad;
  const y = (total: number) => 12 + (1 - (total - low) / (high - low)) * (frame.totalHeight - 12);
  const totals = chains.map((chain) => totalLine(chain, xOfExchange, y)).filter((line) => line.steps.length > 0);

  return {
    width,
    height,
    axisY,
    nameAboveY: axisY - largest - 10,
    nameBelowY: axisY + largest + 20,
    marks,
    totals,
    totalTicks: hasTotals ? roundTicks(low, high, 4).map((value) => ({ value, y: y(value) })) : [],
    ticks: timeTicks(first, last, right - left)
      .map((tick) => ({ ...tick, x: x(dayNumber(tick.iso)) }))
      .filter((tick) => tick.x > 44 && tick.x < width - 44),
    dayAt: (at) =>
      dayOfNumber(Math.round(first + ((Math.max(left, Math.min(right, at)) - left) / (right - left)) * (last - first))),
    xOf: (iso) => Math.max(0, Math.min(width, x(dayNumber(iso)))),
  };
}

// Marks that only have bounds and would lie on one another step aside, in their order and within their bounds.
function spread(marks: readonly Mark[]): Mark[] {
  const placed = [...marks];
  for (let i = 0; i < placed.length;) {
    let end = i + 1;
    while (
      end < placed.length &&
      placed[end]!.whisker &&
      placed[end - 1]!.whisker &&
      Math.abs(placed[end]!.x - placed[end - 1]!.x) < apart
    )
      end++;
    const run = placed.slice(i, end);
    const middle = run.reduce((sum, mark) => sum + mark.x, 0) / run.length;
    if (run.length > 1) {
      run.forEach((mark, k) => {
        const wanted = middle + (k - (run.length - 1) / 2) * apart;
        placed[i + k] = { ...mark, x: Math.max(mark.whisker!.from, Math.min(mark.whisker!.to, wanted)) };
      });
    }
    i = end;
  }
  return placed;
}

function totalLine(chain: Chain, xOf: ReadonlyMap<string, number>, y: (total: number) => number): TotalLine {
  const links = chain.links.filter((link) => xOf.has(link.exchange));
  const steps = links.map((link) => ({
    exchange: link.exchange,
    x: xOf.get(link.exchange)!,
    y: y(link.total_after),
    total: link.total_after,
    derived: link.derived,
  }));
  const gaps: GapBox[] = [];
  links.forEach((link, i) => {
    const before = steps[i - 1];
    const here = steps[i];
    if (!before || !here || !link.gap || link.gap <= 0) return;
    const top = y(before.total + link.gap);
    gaps.push({
      x: Math.min(before.x, here.x),
      width: Math.max(2, Math.abs(here.x - before.x)),
      y: top,
      height: Math.max(3, before.y - top),
      unseen: link.gap,
    });
  });
  const path = steps.map((step, i) => (i === 0 ? `M${step.x} ${step.y}` : `H${step.x}V${step.y}`)).join("");
  return { side: chain.side, steps, gaps, path };
}

// The outline of a half disc of radius r that stands on (or hangs from) the line at (x, y).
export function halfDisc(x: number, y: number, r: number, above: boolean): string {
  return `M${x - r} ${y}A${r} ${r} 0 0 ${above ? 1 : 0} ${x + r} ${y}Z`;
}

// A quarter: left or right of a split mark.
export function quarterDisc(x: number, y: number, r: number, above: boolean, leftward: boolean): string {
  const tip = above ? y - r : y + r;
  const sweep = leftward === above ? 1 : 0;
  return `M${leftward ? x - r : x + r} ${y}A${r} ${r} 0 0 ${sweep} ${x} ${tip}V${y}Z`;
}
