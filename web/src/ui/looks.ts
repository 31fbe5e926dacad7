// SPDX-License-Identifier: Apache-2.0
// Doubt has a look of its own, the same on every page. A look is a class name and a text; colour never carries it alone.
import type { Claim, Count, CountOp, Reckoned } from "../api/types";
import type { Words } from "../i18n/text";

export type Look = "exact" | "hedged" | "range" | "derived" | "disputed" | "retracted" | "undetermined" | "not_stated";

// What a number has in common wherever it comes from: a claim's count or a reckoned number.
export interface Amount {
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  readonly op: CountOp;
  readonly basis: "stated" | "derived";
  readonly conflict: boolean;
  readonly why: string;
  readonly retracted: boolean;
  readonly surface: string;
}

export function amountOf(reckoned: Reckoned): Amount {
  const { low, best, high, op, basis, conflict, why } = reckoned;
  return { low, best, high, op, basis, conflict, why, retracted: false, surface: "" };
}

export function amountOfCount(count: Count, state: Claim["state"] = "current"): Amount {
  return {
    low: count.low,
    best: count.value,
    high: count.high,
    op: count.op,
    basis: count.basis,
    conflict: false,
    why: count.formula ?? "",
    retracted: state === "retracted",
    surface: count.surface,
  };
}

export function lookOf(amount: Amount): Look {
  if (amount.retracted) return "retracted";
  if (amount.conflict) return "disputed";
  if (amount.op === "fr") return "hedged";
  if (amount.best === null && amount.low === null && amount.high === null) return "not_stated";
  if (amount.basis === "derived") return "derived";
  if (amount.op === "rg") return "range";
  if (amount.op !== "eq" && amount.op !== "null") return "hedged";
  if (amount.best === null) return amount.low !== null && amount.high !== null ? "range" : "undetermined";
  return "exact";
}

// The number in words: "over 200", "10,000 to 13,000", "not stated".
export function amountText(amount: Amount, words: Words): string {
  const look = lookOf(amount);
  const show = (value: number | null) => (value === null ? words.t("n.not_stated") : words.number(value));
  if (look === "not_stated") return words.t("n.not_stated");
  if (look === "undetermined") return words.t("n.undetermined");
  if (look === "disputed") {
    return amount.low === amount.high || amount.low === null || amount.high === null
      ? `${words.t("look.disputed")}: ${show(amount.low ?? amount.high)}`
      : words.t("n.disputed", { low: show(amount.low), high: show(amount.high) });
  }
  if (amount.op === "fr") return amount.surface || words.t("n.share");
  if (look === "range") return words.t("n.range", { low: show(amount.low), high: show(amount.high) });
  const n = show(amount.best);
  if (look === "retracted") return words.t("n.retracted", { n });
  if (look === "derived") return words.t("n.derived", { n });
  switch (amount.op) {
    case "ap":
      return words.t("n.about", { n });
    case "ge":
      return words.t("n.at_least", { n });
    case "gt":
      return words.t("n.more_than", { n });
    case "le":
      return words.t("n.at_most", { n });
    case "lt":
      return words.t("n.less_than", { n });
    default:
      return n;
  }
}

// The look of a claim's words in the text of a report.
export function lookOfClaim(claim: Claim): Look {
  if (claim.state === "retracted") return "retracted";
  if (claim.modality !== "actual" && claim.modality !== "generic") return "hedged";
  if (!claim.count) return "exact";
  return lookOf(amountOfCount(claim.count, claim.state));
}
