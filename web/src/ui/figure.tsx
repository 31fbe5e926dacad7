// SPDX-License-Identifier: Apache-2.0
// A number or a date in the running text or a table: shown in the look of its certainty, and a door to its sources.
import { useId } from "react";
import type { ClaimRef, Count, Claim, PartialDate, Reading, Reckoned } from "../api/types";
import { useWords } from "../i18n/text";
import { dateText, isExactDay } from "./dates";
import { useDoor, type Door } from "./doors";
import { amountOf, amountOfCount, amountText, lookOf, type Amount } from "./looks";

interface Sources {
  label: string;
  claims: readonly ClaimRef[];
  exchange?: string | undefined;
  unfiled?: Reading | undefined;
  why?: string | undefined;
  explain?: string | undefined;
}

// The visible form; the words for the ear come from amountText.
function AmountView({ amount }: { amount: Amount }) {
  const words = useWords();
  const look = lookOf(amount);
  const show = (value: number | null) => (value === null ? "–" : words.number(value));
  switch (look) {
    case "not_stated":
      return <span aria-hidden="true">–</span>;
    case "undetermined":
      return <span aria-hidden="true" className="ring" />;
    case "disputed":
      return (
        <span aria-hidden="true">
          {show(amount.low)}
          {amount.high !== amount.low && (
            <>
              <span className="split">≠</span>
              {show(amount.high)}
            </>
          )}
        </span>
      );
    case "derived":
      return (
        <span aria-hidden="true">
          <i>{show(amount.best)}</i>
        </span>
      );
    case "retracted":
      return (
        <span aria-hidden="true">
          <s>{show(amount.best)}</s>
        </span>
      );
    case "hedged":
      return <span aria-hidden="true">{amount.op === "ap" ? `~${show(amount.best)}` : amountText(amount, words)}</span>;
    case "range":
      return (
        <span aria-hidden="true">
          {show(amount.low)}–{show(amount.high)}
        </span>
      );
    default:
      return <span aria-hidden="true">{show(amount.best)}</span>;
  }
}

// A span and not a button element: a browser breaks the line around a button, so that "3,135;" would lose its semicolon.
function DoorButton({ door, look, children }: { door: Door; look: string; children: React.ReactNode }) {
  const props = useDoor(door);
  return (
    <span role="button" tabIndex={0} className={`n n-${look}`} {...props}>
      {children}
      <span className="ear">{door.text}</span>
    </span>
  );
}

export function AmountFigure({ amount, label, claims, exchange, unfiled, why, explain }: Sources & { amount: Amount }) {
  const words = useWords();
  const id = useId();
  const look = lookOf(amount);
  const text = amountText(amount, words);
  if (look === "not_stated" && claims.length === 0) {
    return (
      <span className="n-not_stated">
        <span aria-hidden="true">–</span>
        <span className="ear">{text}</span>
      </span>
    );
  }
  const reason = why ?? amount.why;
  const door: Door = {
    id,
    label,
    text,
    amount,
    claims,
    ...(exchange ? { exchange } : {}),
    ...(unfiled ? { unfiled } : {}),
    ...(reason ? { why: reason } : {}),
    explain,
  };
  return (
    <DoorButton door={door} look={look}>
      <AmountView amount={amount} />
    </DoorButton>
  );
}

export function Figure({
  value,
  label,
  exchange,
  explain,
}: {
  value: Reckoned;
  label: string;
  exchange?: string | undefined;
  explain?: string | undefined;
}) {
  return (
    <AmountFigure amount={amountOf(value)} label={label} claims={value.claims} exchange={exchange} explain={explain} />
  );
}

// One claim's own count: how it was read is what there is to explain.
export function CountFigure({ count, state, ...rest }: Sources & { count: Count; state?: Claim["state"] }) {
  return (
    <AmountFigure
      amount={amountOfCount(count, state)}
      explain={rest.claims.length === 1 ? rest.claims[0]!.claim : undefined}
      {...rest}
    />
  );
}

export function DateFigure({ date, label, claims, exchange, unfiled, why, explain }: Sources & { date: PartialDate }) {
  const words = useWords();
  const id = useId();
  const text = dateText(date, words);
  const look = isExactDay(date) ? "exact" : date.earliest || date.latest ? "range" : "undetermined";
  const reason = why ?? date.basis;
  const door: Door = {
    id,
    label,
    text,
    claims,
    ...(exchange ? { exchange } : {}),
    ...(unfiled ? { unfiled } : {}),
    ...(reason ? { why: reason } : {}),
    explain,
  };
  return (
    <DoorButton door={door} look={look}>
      <span aria-hidden="true" className={look === "exact" ? "nowrap" : undefined}>
        {text}
      </span>
    </DoorButton>
  );
}
