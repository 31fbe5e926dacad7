// SPDX-License-Identifier: Apache-2.0
// A report's text as it was published, each claim underlined where it stands in the look of its certainty.
import { Fragment, useMemo, type KeyboardEvent } from "react";
import type { Reading } from "../../api/types";
import { lookOfClaim, type Look } from "../looks";
import { unitsOf } from "../text_places";
import { layOutUnderlines, nextAt, type Segment, type Underline } from "./overlap";

type Kind = Look | "doubt";

interface MarkedTextProps {
  reading: Reading;
  lit: ReadonlySet<string>;
  selected: string | null;
  itemId(id: string): string; // the element of the list that describes a claim
  onHover(id: string | null): void;
  onSelect(id: string): void;
}

export const doubtId = (index: number) => `doubt-${index}`;

function underlinesOf(reading: Reading): Underline<Kind>[] {
  const units = unitsOf(reading.text ?? "");
  const claims = reading.claims.flatMap((claim) =>
    (claim.spans.length > 0 ? claim.spans : [claim.span]).map((span) => ({
      id: claim.id,
      start: units(span.start),
      end: units(span.end),
      kind: lookOfClaim(claim) as Kind,
    })),
  );
  const doubts = reading.doubts.map((doubt, i) => ({
    id: doubtId(i),
    start: units(doubt.span.start),
    end: units(doubt.span.end),
    kind: "doubt" as Kind,
  }));
  return [...claims, ...doubts];
}

export function MarkedText({ reading, lit, selected, itemId, onHover, onSelect }: MarkedTextProps) {
  const text = reading.text ?? "";
  const segments = useMemo(() => layOutUnderlines(text.length, underlinesOf(reading)), [text, reading]);
  const paragraphs = useMemo(() => splitParagraphs(text, segments), [text, segments]);
  const kinds = useMemo(() => zoneKinds(reading), [reading]);
  const press = (segment: Segment<Kind>) => {
    const id = nextAt(segment, selected);
    if (id) onSelect(id);
  };
  // A handle stands for one claim; pressed again it goes on to the claims around it.
  const onKey = (event: KeyboardEvent, segment: Segment<Kind>, head: string) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const within = segment.underlines.some((one) => one.id === selected);
    if (within) press(segment);
    else onSelect(head);
  };
  return (
    <div className="marked" lang={reading.lang || undefined} onPointerLeave={() => onHover(null)}>
      {paragraphs.map((paragraph, p) => (
        <p key={p} className={kinds(paragraph[0]!.start)}>
          {paragraph.map((segment) => {
            const words = text.slice(segment.start, segment.end);
            if (segment.underlines.length === 0) return <Fragment key={segment.start}>{words}</Fragment>;
            const ids = segment.underlines.map((one) => one.id);
            const head = segment.heads[0];
            const handle = head
              ? {
                  role: "button",
                  tabIndex: 0,
                  "aria-describedby": itemId(head),
                  "aria-pressed": selected !== null && ids.includes(selected),
                  "data-claim": head,
                  onKeyDown: (event: KeyboardEvent) => onKey(event, segment, head),
                  onFocus: () => onHover(head),
                  onBlur: () => onHover(null),
                }
              : {};
            return (
              <span
                key={segment.start}
                className={classOf(segment, lit)}
                data-ids={ids.join(" ")}
                {...handle}
                onPointerEnter={(event) => {
                  if (event.pointerType === "mouse") onHover(ids.find((id) => id === selected) ?? ids[0]!);
                }}
                onClick={() => press(segment)}
              >
                {words}
              </span>
            );
          })}
        </p>
      ))}
    </div>
  );
}

// Menus, cookie notices and the like are kept, and stand back.
const zoneClass: Readonly<Record<string, string>> = {
  title: "zone-title",
  subhead: "zone-title",
  boilerplate: "zone-back",
  byline: "zone-quiet",
  caption: "zone-quiet",
};

function zoneKinds(reading: Reading): (unit: number) => string | undefined {
  const units = unitsOf(reading.text ?? "");
  const zones = (reading.zones ?? []).map((zone) => ({
    start: units(zone.start),
    end: units(zone.end),
    kind: zone.kind,
  }));
  return (unit) => zoneClass[zones.find((zone) => zone.start <= unit && unit < zone.end)?.kind ?? ""];
}

function classOf(segment: Segment<Kind>, lit: ReadonlySet<string>): string {
  const names = ["m"];
  for (const { lane, kind } of segment.underlines) names.push(kind === "doubt" ? "m-doubt" : `u${lane}-${kind}`);
  if (segment.underlines.some((one) => lit.has(one.id))) names.push("lit");
  if (segment.underlines.some((one) => one.kind === "retracted")) names.push("m-retracted");
  return [...new Set(names)].join(" ");
}

// Blank lines part paragraphs; a segment that runs over one is cut there.
function splitParagraphs(text: string, segments: readonly Segment<Kind>[]): Segment<Kind>[][] {
  const paragraphs: Segment<Kind>[][] = [[]];
  for (const segment of segments) {
    const piece = text.slice(segment.start, segment.end);
    let at = segment.start;
    let first = true;
    for (const part of piece.split(/(\n\s*\n)/)) {
      if (/^\n\s*\n$/.test(part)) paragraphs.push([]);
      else if (part !== "") {
        paragraphs.at(-1)!.push({ ...segment, start: at, end: at + part.length, heads: first ? segment.heads : [] });
        first = false;
      }
      at += part.length;
    }
  }
  return paragraphs.filter((paragraph) =>
    paragraph.some((segment) => text.slice(segment.start, segment.end).trim() !== ""),
  );
}
