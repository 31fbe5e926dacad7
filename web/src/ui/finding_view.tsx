// SPDX-License-Identifier: Apache-2.0
// A finding: what does not add up, its arithmetic written out, and the words it rests on.
import { useWords } from "../i18n/text";
import type { Finding, ResolvedClaim } from "../api/types";
import { toExchange, toReport } from "../router";
import { speakerText } from "./doors";
import { CountFigure } from "./figure";
import { Plain } from "./plain";

export const severities: readonly Finding["severity"][] = ["contradiction", "warning", "note"]; // worst first
const longVerdict = 160;

interface FindingProps {
  finding: Finding;
  claims: readonly ResolvedClaim[];
  exchangeName?: (id: string) => string;
  marked?: boolean;
  level?: 2 | 3;
}

export function FindingView({ finding, claims, exchangeName, marked = false, level = 3 }: FindingProps) {
  const Heading = level === 2 ? "h2" : "h3";
  const words = useWords();
  const sources = finding.claims
    .map((ref) => claims.find((one) => one.report.digest === ref.report && one.claim.id === ref.claim))
    .filter((one) => one !== undefined);
  return (
    <article
      className={`finding finding-${finding.severity}${marked ? " marked" : ""}`}
      data-row
      data-finding={finding.id}
    >
      <p className="finding-kind">
        <span className={`severity severity-${finding.severity}`}>{words.t(`severity.${finding.severity}`)}</span>{" "}
        {words.name("audit", finding.audit)}
      </p>
      <Heading className={finding.verdict.length > longVerdict ? "verdict verdict-long" : "verdict"}>
        <Plain text={finding.verdict} />
      </Heading>
      {finding.arithmetic && (
        <p className="arithmetic">
          <span className="ear">{words.t("findings.arithmetic")}: </span>
          <Plain text={finding.arithmetic} figures />
        </p>
      )}
      {sources.length > 0 && (
        <ul className="finding-sources" aria-label={words.t("findings.sources")}>
          {sources.map(({ report, claim }) => (
            <li key={report.digest + claim.id}>
              {claim.count && claim.count.op !== "null" && (
                <>
                  <CountFigure
                    count={claim.count}
                    state={claim.state}
                    label={words.name("claim", claim.type)}
                    claims={[{ report: report.digest, claim: claim.id }]}
                    exchange={finding.exchanges[0]}
                  />{" "}
                </>
              )}
              <q>{claim.span.text}</q>{" "}
              <span className="quiet">
                {speakerText(claim.speaker, words)},{" "}
                <a href={toReport(report.digest, claim.id)}>
                  {report.outlet ?? report.title ?? words.t("report.title")}
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
      {exchangeName && finding.exchanges.length > 0 && (
        <p className="finding-exchanges">
          {finding.exchanges.map((id) => (
            <a key={id} href={toExchange(id)}>
              {exchangeName(id)}
            </a>
          ))}
        </p>
      )}
    </article>
  );
}
