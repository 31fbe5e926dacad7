// SPDX-License-Identifier: Apache-2.0
// Claims overlap: "230 people" stands inside a sentence that is a claim itself. The text is cut where any claim begins or
// ends, and each claim gets a lane below the line, the innermost nearest to the words.

export interface Underline<Kind extends string = string> {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

export interface Segment<Kind extends string = string> {
  readonly start: number;
  readonly end: number;
  readonly underlines: readonly (Underline<Kind> & { readonly lane: number })[]; // innermost first
  readonly heads: readonly string[]; // ids that have their handle here: one segment for each id
}

export const lanes = 3; // more would run into the next line of text; what is deeper shares the last lane

export function layOutUnderlines<Kind extends string>(
  length: number,
  all: readonly Underline<Kind>[],
): Segment<Kind>[] {
  const sound = all
    .map((one) => ({ ...one, start: Math.max(0, one.start), end: Math.min(length, one.end) }))
    .filter((one) => one.start < one.end);
  const placed: (Underline<Kind> & { lane: number })[] = [];
  const byLength = [...sound].sort(
    (a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start || (a.id < b.id ? -1 : 1),
  );
  for (const one of byLength) {
    const taken = new Set(
      placed.filter((other) => other.start < one.end && one.start < other.end).map((other) => other.lane),
    );
    let lane = 0;
    while (taken.has(lane) && lane < lanes - 1) lane++;
    placed.push({ ...one, lane });
  }
  const cuts = [...new Set([0, length, ...sound.flatMap((one) => [one.start, one.end])])].sort((a, b) => a - b);
  const segments: Segment<Kind>[] = [];
  const handled = new Set<string>();
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i]!, cuts[i + 1]!];
    const underlines = placed.filter((one) => one.start < end && start < one.end);
    const fresh = underlines.map((one) => one.id).filter((id) => !handled.has(id));
    const heads = fresh.slice(0, 1);
    for (const id of heads) handled.add(id);
    segments.push({ start, end, underlines, heads });
  }
  return segments;
}

// The claim that a press on a segment means: the innermost, and with each further press the next one out.
export function nextAt(segment: Segment, selected: string | null): string | null {
  const ids = [...new Set(segment.underlines.map((one) => one.id))];
  if (ids.length === 0) return null;
  const at = selected === null ? -1 : ids.indexOf(selected);
  return ids[(at + 1) % ids.length]!;
}
