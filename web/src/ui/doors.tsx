// SPDX-License-Identifier: Apache-2.0
// Every number is a door: pressing it, or resting on it for 300 ms, opens a card with its value, who said it, the words in
// their sentence, when, by which rule, and the ways on to the report and the exchange. A card can be pinned and copied.
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { get, useResource } from "../api/client";
import type { ClaimRef, ReportDetail, Reading, Speaker, Why } from "../api/types";
import { useWords, type Words } from "../i18n/text";
import { toExchange, toReport } from "../router";
import { dateText } from "./dates";
import { Plain } from "./plain";
import { lookOf, type Amount } from "./looks";
import { sentenceAround } from "./text_places";

export interface Door {
  readonly id: string;
  readonly label: string;
  readonly text: string; // the value in words
  readonly amount?: Amount;
  readonly why?: string;
  readonly claims: readonly ClaimRef[];
  readonly exchange?: string | undefined;
  readonly explain?: string | undefined; // what /api/why is asked for: "x5.leg.UA", or a claim's id
  readonly unfiled?: Reading; // the claims stand in a reading that is not filed
}

interface Card {
  readonly door: Door;
  readonly anchor: HTMLElement | SVGElement;
  readonly place: Place;
  readonly pressed: boolean;
  readonly pinned: boolean;
}

interface Doors {
  open(door: Door, anchor: HTMLElement | SVGElement, pressed: boolean): void;
  leave(): void;
  isOpen(id: string): boolean;
}

const DoorsContext = createContext<Doors | null>(null);
const hoverMs = 300;
const leaveMs = 250;
const cardWidth = 416;

export function useDoors(): Doors {
  const doors = use(DoorsContext);
  if (!doors) throw new Error("useDoors needs a DoorLayer above it");
  return doors;
}

// Below the number, or above it where there is more room. It grows away from the number as its sources come in.
interface Place {
  readonly top: string;
  readonly bottom: string;
  readonly left: string;
  readonly room: string;
}

function placeFor(anchor: Element): Place {
  const box = anchor.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = `${Math.max(8, Math.min(box.left, clientWidth - cardWidth - 8)) + window.scrollX}px`;
  const below = clientHeight - box.bottom;
  if (below >= 380 || below >= box.top)
    return {
      top: `${box.bottom + window.scrollY + 6}px`,
      bottom: "auto",
      left,
      room: `${Math.max(260, below - 16)}px`,
    };
  return {
    top: "auto",
    bottom: `${clientHeight - box.top - window.scrollY + 6}px`,
    left,
    room: `${Math.max(260, box.top - 16)}px`,
  };
}

export function DoorLayer({ children }: { children: ReactNode }) {
  const [cards, setCards] = useState<readonly Card[]>([]);
  const leaving = useRef<number>(0);

  const open = useCallback((door: Door, anchor: HTMLElement | SVGElement, pressed: boolean) => {
    window.clearTimeout(leaving.current);
    setCards((all) => {
      if (all.some((card) => card.door.id === door.id && (card.pinned || card.pressed))) return all;
      const card = { door, anchor, place: placeFor(anchor), pressed, pinned: false };
      return [...all.filter((other) => other.pinned), card];
    });
  }, []);
  const close = useCallback((id: string) => {
    setCards((all) => {
      const card = all.find((one) => one.door.id === id);
      if (card?.pressed) card.anchor.focus();
      return all.filter((one) => one.door.id !== id);
    });
  }, []);
  const leave = useCallback(() => {
    window.clearTimeout(leaving.current);
    leaving.current = window.setTimeout(
      () => setCards((all) => all.filter((card) => card.pinned || card.pressed)),
      leaveMs,
    );
  }, []);
  const stay = useCallback(() => window.clearTimeout(leaving.current), []);
  const pin = useCallback((id: string) => {
    setCards((all) =>
      all.map((card) => (card.door.id === id ? { ...card, pinned: !card.pinned, pressed: true } : card)),
    );
  }, []);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const last = cards.at(-1);
      if (!last) return;
      event.preventDefault();
      close(last.door.id);
    };
    const onPress = (event: PointerEvent) => {
      const target = event.target as Element;
      if (target.closest("[data-card], [data-door]")) return;
      setCards((all) => (all.some((card) => !card.pinned) ? all.filter((card) => card.pinned) : all));
    };
    const onLeavePage = () =>
      setCards((all) => (all.some((card) => !card.pinned) ? all.filter((card) => card.pinned) : all));
    window.addEventListener("keydown", onKey);
    window.addEventListener("pointerdown", onPress);
    window.addEventListener("hashchange", onLeavePage);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("pointerdown", onPress);
      window.removeEventListener("hashchange", onLeavePage);
    };
  }, [cards, close]);

  const openIds = cards.map((card) => card.door.id).join("\n");
  const doors = useMemo<Doors>(() => {
    const ids = new Set(openIds.split("\n"));
    return { open, leave, isOpen: (id) => ids.has(id) };
  }, [open, leave, openIds]);
  return (
    <DoorsContext value={doors}>
      {children}
      <div className="cards" data-cards>
        {cards.map((card) => (
          <CardView
            key={card.door.id}
            card={card}
            onClose={() => close(card.door.id)}
            onPin={() => pin(card.door.id)}
            onStay={stay}
            onLeave={leave}
          />
        ))}
      </div>
    </DoorsContext>
  );
}

// The behaviour of a number: what makes any element a door.
export function useDoor(door: Door) {
  const doors = useDoors();
  const timer = useRef<number>(0);
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const anchor = ref as RefObject<HTMLSpanElement>;
  const press = () => {
    window.clearTimeout(timer.current);
    doors.open(door, anchor.current, true);
  };
  return {
    ref: anchor,
    "data-door": "",
    "aria-haspopup": "dialog" as const,
    "aria-expanded": doors.isOpen(door.id),
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press();
    },
    onPointerEnter: (event: { pointerType: string }) => {
      if (event.pointerType !== "mouse") return;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => doors.open(door, anchor.current, false), hoverMs);
    },
    onPointerLeave: () => {
      window.clearTimeout(timer.current);
      doors.leave();
    },
  };
}

interface CardProps {
  card: Card;
  onClose(): void;
  onPin(): void;
  onStay(): void;
  onLeave(): void;
}

const shownSources = 5;

function CardView({ card, onClose, onPin, onStay, onLeave }: CardProps) {
  const words = useWords();
  const { door, pressed, pinned, place } = card;
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const [all, setAll] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const title = useId();
  useEffect(() => {
    if (pressed) box.current?.focus({ preventScroll: true });
  }, [pressed]);
  // Placed through the style object: a style attribute in markup would need a weaker content policy.
  useLayoutEffect(() => {
    const style = box.current?.style;
    if (!style) return;
    for (const [name, value] of Object.entries(place)) style.setProperty(`--card-${name}`, value);
  }, [place]);
  const claims = all ? door.claims : door.claims.slice(0, shownSources);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await citation(door, words));
      setCopied("yes");
    } catch {
      setCopied("failed");
    }
  };
  const { amount } = door;
  const bounded =
    amount &&
    (amount.low !== amount.high || amount.conflict) &&
    lookOf(amount) !== "not_stated" &&
    lookOf(amount) !== "undetermined";
  return (
    <div
      ref={box}
      className={pinned ? "card card-pinned" : "card"}
      role="dialog"
      aria-labelledby={title}
      tabIndex={-1}
      data-card
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
    >
      <div className="card-head">
        <h2 id={title} className="card-title">
          {door.label}
        </h2>
        <p className="big card-value">{door.text}</p>
      </div>
      {bounded && (
        <dl className="card-bounds">
          <div>
            <dt>{words.t("card.low")}</dt>
            <dd>{amount.low === null ? words.t("card.open") : words.number(amount.low)}</dd>
          </div>
          <div>
            <dt>{words.t("card.best")}</dt>
            <dd>{amount.best === null ? words.t("card.none") : words.number(amount.best)}</dd>
          </div>
          <div>
            <dt>{words.t("card.high")}</dt>
            <dd>{amount.high === null ? words.t("card.open") : words.number(amount.high)}</dd>
          </div>
        </dl>
      )}
      {door.why && (
        <p className="card-why">
          <span className="quiet">{words.t(amount?.basis === "derived" ? "card.arithmetic" : "card.rule")}: </span>
          <Plain text={door.why} figures={amount?.basis === "derived"} />
        </p>
      )}
      {claims.length === 0 && <p className="quiet">{words.t("card.no_source")}</p>}
      <ul className="sources">
        {claims.map((ref) => (
          <li key={ref.report + ref.claim}>
            <Source of={ref} unfiled={door.unfiled} />
          </li>
        ))}
      </ul>
      {door.explain && !door.unfiled && <Steps of={door.explain} />}
      {door.claims.length > claims.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {words.t("card.more", { n: door.claims.length - claims.length })}
        </button>
      )}
      <div className="card-actions">
        {door.exchange && <a href={toExchange(door.exchange)}>{words.t("card.exchange")}</a>}
        <button type="button" className="link" onClick={copy}>
          {words.t(copied === "yes" ? "card.copied" : copied === "failed" ? "card.copy_failed" : "card.copy")}
        </button>
        <button type="button" className="link" aria-pressed={pinned} onClick={onPin}>
          {words.t(pinned ? "card.unpin" : "card.pin")}
        </button>
        <button type="button" className="link" onClick={onClose}>
          {words.t("card.close")}
        </button>
      </div>
    </div>
  );
}

// How the number came about, step by step; asked for when it is opened.
function Steps({ of }: { of: string }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { data, error } = useResource<Why>(open ? `/api/why?number=${encodeURIComponent(of)}` : null);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.t("card.steps")}</summary>
      {open && !data && !error && <p className="waiting">{words.t("state.loading")}</p>}
      {error && <p>{error.message || words.t("state.offline")}</p>}
      {data && (
        <ol className="proof">
          {data.steps.map((step, i) => (
            <li key={i}>
              <Plain text={step.text} />
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

// "Report › Ombudsman Dmytro Lubinets", without the report's own voice when somebody else speaks.
export function speakerText(chain: readonly Speaker[], words: Words): string {
  const named = chain.filter((speaker) => speaker.name !== "DOC");
  return named.length === 0 ? words.t("card.own_voice") : named.map((speaker) => speaker.name).join(" › ");
}

export function Source({ of, unfiled }: { of: ClaimRef; unfiled?: Reading | undefined }) {
  const words = useWords();
  const { data } = useResource<ReportDetail>(unfiled ? null : `/api/reports/${of.report}`);
  const reading = unfiled ?? data;
  const claim = reading?.claims.find((one) => one.id === of.claim);
  if (!reading || !claim) return <p className="waiting">{words.t("state.loading")}</p>;
  const sentence = sentenceAround(reading.text ?? "", claim.span.start, claim.span.end);
  return (
    <article className="source">
      <p className="source-who">
        <b>{speakerText(claim.speaker, words)}</b>
        {claim.state !== "current" && <span className="tag">{words.name("claimstate", claim.state)}</span>}
        {claim.polarity === "denied" && <span className="tag">{words.t("polarity.denied")}</span>}
      </p>
      <blockquote lang={reading.lang}>
        {sentence.before}
        <mark>{sentence.words}</mark>
        {sentence.after}
      </blockquote>
      <p className="quiet">
        {reading.outlet ?? words.t("report.no_outlet")}, {words.t("card.published").toLocaleLowerCase(words.locale)}{" "}
        {reading.published.earliest || reading.published.latest
          ? dateText(reading.published, words)
          : words.t("n.not_stated")}
        {data
          ? `, ${words.t("card.recorded", { when: words.moment(data.recorded_at) })}`
          : `, ${words.t("card.not_filed")}`}
      </p>
      {!unfiled && <a href={toReport(of.report, of.claim)}>{words.t("card.report")}</a>}
    </article>
  );
}

async function citation(door: Door, words: Words): Promise<string> {
  const lines = [`${door.label}: ${door.text}${door.why ? ` (${door.why})` : ""}`];
  for (const ref of door.claims) {
    const reading = door.unfiled ?? (await get<ReportDetail>(`/api/reports/${ref.report}`));
    const claim = reading.claims.find((one) => one.id === ref.claim);
    if (!claim) continue;
    const sentence = sentenceAround(reading.text ?? "", claim.span.start, claim.span.end);
    const published =
      reading.published.earliest || reading.published.latest
        ? dateText(reading.published, words)
        : words.t("n.not_stated");
    lines.push(
      `“${sentence.before}${sentence.words}${sentence.after}” ${speakerText(claim.speaker, words)}, ${reading.outlet ?? words.t("report.no_outlet")}, ` +
        `${published}. ${reading.url ?? ""} SHA-256 ${reading.digest}`,
    );
  }
  return lines.join("\n");
}
