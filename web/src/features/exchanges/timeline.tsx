// SPDX-License-Identifier: Apache-2.0
// The plot of a group of exchanges. It is drawn in pixels of the page so that its words have the size of all others.
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { ExchangeView } from "../../api/types";
import { useWords } from "../../i18n/text";
import { go, toExchange } from "../../router";
import { dateText } from "../../ui/dates";
import { amountOf, amountText } from "../../ui/looks";
import { useParties } from "../../ui/parties";
import type { Group } from "./groups";
import { SidePatterns } from "./side_patterns";
import { halfDisc, layOut, quarterDisc, type Half, type Layout, type Mark } from "./timeline_layout";

interface TimelineProps {
  group: Group;
  chosen: string | null;
  dimmed: (exchange: ExchangeView) => boolean;
  period: { from: string; to: string };
  describedBy: string;
  onChoose(id: string): void;
  onPeriod(from: string, to: string): void;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

export function Timeline(props: TimelineProps) {
  const [box, width] = useWidth();
  return (
    <div ref={box} className="plot">
      {width > 0 && <Plot {...props} width={width} />}
    </div>
  );
}

function Plot({
  group,
  chosen,
  dimmed,
  period,
  describedBy,
  onChoose,
  onPeriod,
  width,
}: TimelineProps & { width: number }) {
  const words = useWords();
  const parties = useParties();
  const ids = useId();
  const narrow = width < 560;
  const layout = useMemo(
    () =>
      layOut(group.exchanges, group.chains, group.sides, {
        width,
        largest: narrow ? 30 : 46,
        totalHeight: narrow ? 96 : 120,
      }),
    [group, width, narrow],
  );
  const [a, b] = group.sides;
  const label =
    group.sides.length >= 2
      ? words.t("exchanges.group", { a: parties.name(a), b: parties.name(b) })
      : words.t("exchanges.sides_unknown");
  // Marks in the order of the days, so that the arrow keys go left and right.
  const inOrder = useMemo(() => [...layout.marks].sort((p, q) => p.x - q.x), [layout]);
  const stop = chosen && inOrder.some((mark) => mark.exchange.id === chosen) ? chosen : inOrder.at(-1)?.exchange.id;

  const onKey = (event: KeyboardEvent<SVGSVGElement>) => {
    const at = inOrder.findIndex((mark) => mark.exchange.id === stop);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: inOrder.length - 1 }[event.key];
    const mark = to === undefined ? undefined : inOrder[Math.max(0, Math.min(inOrder.length - 1, to))];
    if (!mark) return;
    event.preventDefault();
    onChoose(mark.exchange.id);
    event.currentTarget.querySelector<SVGElement>(`[data-mark="${CSS.escape(mark.exchange.id)}"]`)?.focus();
  };
  const name = (exchange: ExchangeView) =>
    [
      dateText(exchange.date, words),
      ...exchange.legs.map(
        (leg) =>
          `${leg.to ? parties.name(leg.to) : words.t("exchanges.sides_unknown")}: ${amountText(amountOf(leg.count), words)}`,
      ),
    ].join("; ");
  const brush = useBrush(layout, onPeriod);
  const band =
    brush.band ??
    (period.from || period.to
      ? { from: period.from ? layout.xOf(period.from) : 0, to: period.to ? layout.xOf(period.to) : width }
      : null);
  const fills = { above: `url(#${ids}a)`, below: `url(#${ids}b)` };
  const gapHatch = `${ids}gap`;
  return (
    <svg
      width={width}
      height={layout.height}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      onKeyDown={onKey}
      className="timeline"
    >
      <defs>
        <SidePatterns above={`${ids}a`} below={`${ids}b`} />
        <pattern id={gapHatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="1.5" height="6" className="gap-line" />
        </pattern>
      </defs>
      <rect className="brush" width={width} height={layout.height} {...brush.handlers} aria-hidden="true" />
      {band && (
        <rect
          className="band"
          x={band.from}
          width={Math.max(1, band.to - band.from)}
          height={layout.height - 30}
          aria-hidden="true"
        />
      )}
      <Totals layout={layout} gapFill={`url(#${gapHatch})`} />
      <g aria-hidden="true">
        <line className="axis" x1={0} x2={width} y1={layout.axisY} y2={layout.axisY} />
        {layout.ticks.map((tick) => (
          <g key={tick.iso}>
            <line className="tick" x1={tick.x} x2={tick.x} y1={layout.height - 30} y2={layout.height - 24} />
            <text x={tick.x} y={layout.height - 6} textAnchor="middle">
              {tickText(tick.iso, tick.months, words.locale)}
            </text>
          </g>
        ))}
        {a && (
          <text className="side-label" x={0} y={layout.nameAboveY}>
            {words.t("exchanges.plot_home", { side: parties.name(a) })}
          </text>
        )}
        {b && (
          <text className="side-label" x={0} y={layout.nameBelowY}>
            {words.t("exchanges.plot_home", { side: parties.name(b) })}
          </text>
        )}
      </g>
      {inOrder.map((mark) => (
        <a
          key={mark.exchange.id}
          href={toExchange(mark.exchange.id)}
          data-mark={mark.exchange.id}
          tabIndex={mark.exchange.id === stop ? 0 : -1}
          aria-label={name(mark.exchange)}
          className={`mark-link${dimmed(mark.exchange) ? " dimmed" : ""}${mark.exchange.id === chosen ? " chosen" : ""}`}
          onFocus={() => onChoose(mark.exchange.id)}
          onPointerEnter={(event) => {
            if (event.pointerType === "mouse") onChoose(mark.exchange.id);
          }}
          onClick={(event) => {
            event.preventDefault();
            go(toExchange(mark.exchange.id));
          }}
        >
          <MarkShape mark={mark} axisY={layout.axisY} fills={fills} />
        </a>
      ))}
    </svg>
  );
}

function tickText(iso: string, months: number, locale: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (months >= 12) return String(date.getUTCFullYear());
  return new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}

function MarkShape({ mark, axisY, fills }: { mark: Mark; axisY: number; fills: { above: string; below: string } }) {
  const { x, whisker } = mark;
  const open = whisker ? " undated" : "";
  const reach = (h: Half) => (h.kind === "split" ? h.high : h.kind === "none" ? 0 : h.r);
  const up = Math.max(12, reach(mark.above), mark.unsided);
  const down = Math.max(12, reach(mark.below), mark.unsided);
  return (
    <g className={`mark-shape${open}`}>
      <rect
        className="hit"
        x={x - Math.max(12, up, down)}
        y={axisY - up}
        width={2 * Math.max(12, up, down)}
        height={up + down}
      />
      {whisker && (
        <g className="whisker">
          <line x1={whisker.from} x2={whisker.to} y1={axisY} y2={axisY} />
          {!whisker.openFrom && <line x1={whisker.from} x2={whisker.from} y1={axisY - 6} y2={axisY + 6} />}
          {!whisker.openTo && <line x1={whisker.to} x2={whisker.to} y1={axisY - 6} y2={axisY + 6} />}
        </g>
      )}
      <HalfShape half={mark.above} x={x} y={axisY - 1} above fill={fills.above} open={whisker !== null} />
      <HalfShape half={mark.below} x={x} y={axisY + 1} above={false} fill={fills.below} open={whisker !== null} />
      {mark.unsided > 0 && <circle className="half-open" cx={x} cy={axisY} r={mark.unsided} />}
    </g>
  );
}

function HalfShape({
  half,
  x,
  y,
  above,
  fill: pattern,
  open,
}: {
  half: Half;
  x: number;
  y: number;
  above: boolean;
  fill: string;
  open: boolean;
}) {
  const name = above ? "half half-a" : "half half-b";
  const fill = open ? {} : { fill: pattern };
  switch (half.kind) {
    case "none":
      return null;
    case "open":
      return <path className={`${name} half-open`} d={halfDisc(x, y, half.r, above)} />;
    case "disc":
      return <path className={open ? `${name} half-bounded` : name} d={halfDisc(x, y, half.r, above)} {...fill} />;
    case "split":
      return (
        <>
          <path
            className={open ? `${name} half-bounded` : name}
            d={quarterDisc(x - 1.5, y, half.low, above, true)}
            {...fill}
          />
          <path
            className={open ? `${name} half-bounded` : name}
            d={quarterDisc(x + 1.5, y, half.high, above, false)}
            {...fill}
          />
          <line className="split-line" x1={x} x2={x} y1={y} y2={above ? y - half.high - 7 : y + half.high + 7} />
        </>
      );
  }
}

// Over a narrower gap the words would lie on the line; the findings name every gap.
const GAP_LABEL_ROOM = 96;

function Totals({ layout, gapFill }: { layout: Layout; gapFill: string }) {
  const words = useWords();
  const parties = useParties();
  return (
    <g className="totals" aria-hidden="true">
      {layout.totalTicks.map((tick) => (
        <g key={tick.value}>
          <line className="grid" x1={0} x2={layout.width} y1={tick.y} y2={tick.y} />
          <text className="grid-label" x={0} y={tick.y - 4}>
            {words.number(tick.value)}
          </text>
        </g>
      ))}
      {layout.totals.map((line, i) => {
        const last = line.steps.at(-1)!;
        return (
          <g key={line.side ?? i} className={i % 2 === 0 ? "total-line" : "total-line total-line-b"}>
            {line.gaps.map((gap) => (
              <g key={gap.x}>
                <rect className="gap" x={gap.x} y={gap.y} width={gap.width} height={gap.height} fill={gapFill} />
                {gap.width >= GAP_LABEL_ROOM && (
                  <text className="gap-label" x={gap.x + gap.width / 2} y={gap.y - 5} textAnchor="middle">
                    {words.t("exchanges.unseen", { n: gap.unseen })}
                  </text>
                )}
              </g>
            ))}
            <path d={line.path} />
            {line.steps.map((step) => (
              <circle
                key={step.exchange}
                cx={step.x}
                cy={step.y}
                r={4}
                className={step.derived ? "dot dot-derived" : "dot"}
              />
            ))}
            <TotalLabel
              text={`${words.t("exchanges.plot_total", { side: parties.name(line.side) })}: ${words.number(last.total)}`}
              short={`${parties.name(line.side)}: ${words.number(last.total)}`}
              x={last.x + 4}
              y={last.y - 10}
              width={layout.width}
            />
          </g>
        );
      })}
    </g>
  );
}

// Ends at the last step, or further right where it would otherwise begin outside the plot. On a plot
// too narrow for the whole it says whose total it is and no more.
function TotalLabel({
  text,
  short,
  x,
  y,
  width,
}: {
  text: string;
  short: string;
  x: number;
  y: number;
  width: number;
}) {
  const letter = 10;
  const shown = text.length * letter > width ? short : text;
  return (
    <text className="total-label" x={Math.min(width, Math.max(x, shown.length * letter))} y={y} textAnchor="end">
      {shown}
    </text>
  );
}

// Dragging over the empty part of the plot marks a period.
function useBrush(layout: Layout, onPeriod: (from: string, to: string) => void) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const xOf = (event: PointerEvent<SVGRectElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const handlers = {
    onPointerDown: (event: PointerEvent<SVGRectElement>) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: xOf(event), to: xOf(event) });
    },
    onPointerMove: (event: PointerEvent<SVGRectElement>) => {
      if (drag) setDrag({ ...drag, to: xOf(event) });
    },
    onPointerUp: () => {
      if (!drag) return;
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      setDrag(null);
      if (to - from < 6) onPeriod("", "");
      else onPeriod(layout.dayAt(from), layout.dayAt(to));
    },
    onPointerCancel: () => setDrag(null),
  };
  return { handlers, band: drag ? { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) } : null };
}
