// SPDX-License-Identifier: Apache-2.0
// Words and signs: what the words mean here, and how doubt looks, each look shown by a number that has it.
import { AmountFigure } from "../../ui/figure";
import type { Amount } from "../../ui/looks";
import { lookOf } from "../../ui/looks";
import { PageHeading } from "../../ui/states";
import { useWords } from "../../i18n/text";

const plain: Amount = {
  low: 230,
  best: 230,
  high: 230,
  op: "eq",
  basis: "stated",
  conflict: false,
  why: "",
  retracted: false,
  surface: "",
};
const examples: readonly Amount[] = [
  plain,
  { ...plain, low: 45, best: 50, high: 55, op: "ap" },
  { ...plain, low: 10000, best: 10000, high: 13000, op: "rg" },
  { ...plain, low: 2598, best: 2598, high: 2598, basis: "derived", why: "2828 − 230 = 2598" },
  { ...plain, low: 195, best: null, high: 207, conflict: true },
  { ...plain, low: 755, best: 755, high: 755, retracted: true },
  { ...plain, low: 36, best: null, high: null },
  { ...plain, low: null, best: null, high: null, op: "null" },
];
const terms = [
  "report",
  "claim",
  "speaker",
  "exchange",
  "ordinal",
  "total",
  "finding",
  "doubt",
  "judgement",
  "published",
  "recorded",
  "ledger",
  "root",
] as const;

export function WordsPage() {
  const words = useWords();
  return (
    <>
      <PageHeading title={words.t("words.title")} />
      <p className="measure">{words.t("words.lead")}</p>
      <section>
        <h2>{words.t("words.looks")}</h2>
        <dl className="glossary">
          {examples.map((amount) => {
            const look = lookOf(amount);
            return (
              <div key={look}>
                <dt>
                  <AmountFigure amount={amount} label={words.t(`look.${look}`)} claims={[]} />
                </dt>
                <dd>
                  <b>{words.t(`look.${look}`)}</b>: {words.t(`look_means.${look}`)}
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
      <section>
        <h2>{words.t("words.terms")}</h2>
        <dl className="glossary">
          {terms.map((term) => (
            <div key={term} data-row>
              <dt>{words.t(`word.${term}`)}</dt>
              <dd>{words.t(`word_means.${term}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
