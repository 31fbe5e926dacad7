// SPDX-License-Identifier: Apache-2.0
// What was read in a report, in reading order, and what was not read and why.
import type { Claim, Reading } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange } from "../../router";
import { CountFigure, DateFigure } from "../figure";
import { useParties } from "../parties";
import { doubtId } from "./marked_text";

interface ClaimListProps {
  reading: Reading;
  unfiled: boolean;
  lit: ReadonlySet<string>;
  selected: string | null;
  itemId(id: string): string;
  exchangeOf(event: string | null): string | undefined;
  onHover(id: string | null): void;
  onSelect(id: string): void;
}

export function ClaimList(props: ClaimListProps) {
  const { reading, lit, selected, itemId, onHover, onSelect } = props;
  const words = useWords();
  const claims = [...reading.claims].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return (
    <>
      {claims.length === 0 && <p>{words.t("report.no_claims")}</p>}
      <ol className="claims">
        {claims.map((claim) => (
          <ClaimItem key={claim.id} {...props} claim={claim} />
        ))}
      </ol>
      {reading.doubts.length > 0 && <h3>{words.t("report.doubts")}</h3>}
      <ol className="claims">
        {reading.doubts.map((doubt, i) => {
          const id = doubtId(i);
          return (
            <li
              key={id}
              className={lit.has(id) ? "claim doubt lit" : "claim doubt"}
              data-row
              data-item={id}
              onPointerEnter={(event) => {
                if (event.pointerType === "mouse") onHover(id);
              }}
              onPointerLeave={() => onHover(null)}
            >
              <p id={itemId(id)} className="claim-head">
                <button
                  type="button"
                  className="claim-kind"
                  aria-pressed={selected === id}
                  onClick={() => onSelect(id)}
                  onFocus={() => onHover(id)}
                  onBlur={() => onHover(null)}
                >
                  “{doubt.span.text}”
                </button>
              </p>
              <p>{doubt.reason}</p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function ClaimItem({
  claim,
  reading,
  unfiled,
  lit,
  selected,
  itemId,
  exchangeOf,
  onHover,
  onSelect,
}: ClaimListProps & { claim: Claim }) {
  const words = useWords();
  const parties = useParties();
  const isSelected = selected === claim.id;
  const exchange = exchangeOf(claim.event);
  const ref = { report: reading.digest, claim: claim.id };
  const kind = words.t(`claim.${claim.type}`);
  const common = {
    label: kind,
    claims: [ref],
    exchange,
    why: `${words.t("report.rule")}: ${claim.rule}`,
    ...(unfiled ? { unfiled: reading } : {}),
  };
  const tags = [
    ...(claim.modality !== "actual" ? [words.t(`modality.${claim.modality}`)] : []),
    ...(claim.polarity === "denied" ? [words.t("polarity.denied")] : []),
    ...(claim.state !== "current" ? [words.name("claimstate", claim.state)] : []),
  ];
  return (
    <li
      className={lit.has(claim.id) ? "claim lit" : "claim"}
      data-row
      data-item={claim.id}
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") onHover(claim.id);
      }}
      onPointerLeave={() => onHover(null)}
    >
      <p id={itemId(claim.id)} className="claim-head">
        <button
          type="button"
          className="claim-kind"
          aria-pressed={isSelected}
          onClick={() => onSelect(claim.id)}
          onFocus={() => onHover(claim.id)}
          onBlur={() => onHover(null)}
        >
          {kind}
        </button>{" "}
        {claim.count && claim.count.op !== "null" && (
          <CountFigure count={claim.count} state={claim.state} {...common} />
        )}
        {!claim.count && claim.date && <DateFigure date={claim.date} {...common} />}
        {claim.to && <span> {words.t("report.side", { side: parties.name(claim.to) })}</span>}
        {tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </p>
      <p className="claim-words" lang={reading.lang || undefined}>
        “{claim.span.text}”
      </p>
      <p className="path">
        <span className="ear">{words.t("report.chain")}: </span>
        {claim.speaker.map((speaker, i) => (
          <span key={i}>
            {i > 0 && <span aria-hidden="true"> › </span>}
            {speaker.name === "DOC" ? words.t("report.chain_doc") : speaker.name}
          </span>
        ))}
      </p>
      {isSelected && (
        <dl className="claim-more">
          {claim.breakdown && (
            <div>
              <dt>{words.t("exchange.by", { dimension: words.name("dimension", claim.breakdown.dimension) })}</dt>
              <dd>
                {claim.breakdown.note ||
                  words.list(claim.breakdown.parts.map((part) => words.name("label", part.label, part.words)))}
              </dd>
            </div>
          )}
          {Object.entries(claim.slots).map(([name, value]) => (
            <div key={name}>
              <dt>{words.name("slot", name)}</dt>
              <dd>{Array.isArray(value) ? words.list(value) : value}</dd>
            </div>
          ))}
          <div>
            <dt>{words.t("report.zone")}</dt>
            <dd>{words.name("zone", claim.zone)}</dd>
          </div>
          <div>
            <dt>{words.t("report.rule")}</dt>
            <dd>
              <code>{claim.rule}</code>
            </dd>
          </div>
          {claim.about && (
            <div>
              <dt>{words.t("report.about")}</dt>
              <dd>
                <button type="button" className="link" onClick={() => onSelect(claim.about!)}>
                  “{reading.claims.find((one) => one.id === claim.about)?.span.text ?? claim.about}”
                </button>
              </dd>
            </div>
          )}
        </dl>
      )}
      {isSelected && exchange && (
        <p className="claim-link">
          <a href={toExchange(exchange)}>{words.t("report.to_exchange")}</a>
        </p>
      )}
    </li>
  );
}
