// SPDX-License-Identifier: Apache-2.0
// Places in a text. The bureau counts code points; JavaScript counts UTF-16 units. They differ only after a character
// outside the basic plane (an emoji in a headline), so the common case costs nothing.

export type ToUnits = (codePoint: number) => number;

export function unitsOf(text: string): ToUnits {
  const wide: number[] = []; // code point index of each character that takes two units
  let points = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(points);
    points++;
  }
  if (wide.length === 0) return (point) => Math.max(0, Math.min(point, text.length));
  return (point) => {
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle]! < point) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, Math.min(point + low, text.length));
  };
}

export interface Sentence {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

const ends = /[.!?…]["”’»)]*\s+(?=\P{Ll})|\n/gu;
const longest = 320;

// The sentence around a span (in code points), cut in three at the span's ends.
export function sentenceAround(text: string, start: number, end: number): Sentence {
  const units = unitsOf(text);
  const from = units(start);
  const to = Math.max(from, units(end));
  let first = 0;
  let last = text.length;
  ends.lastIndex = 0;
  for (let match = ends.exec(text); match; match = ends.exec(text)) {
    const after = match.index + match[0].length;
    if (after <= from) first = after;
    else if (match.index + match[0].trimEnd().length >= to) {
      last = match.index + match[0].trimEnd().length;
      break;
    }
  }
  let before = text.slice(first, from).trimStart();
  let after = text.slice(to, last).trimEnd();
  if (before.length > longest) before = `…${before.slice(-longest)}`;
  if (after.length > longest) after = `${after.slice(0, longest)}…`;
  return { before, words: text.slice(from, to), after };
}
