// SPDX-License-Identifier: Apache-2.0
// Whether reports speak of this exchange or of another, with the reasons.
import { useResource } from "../../api/client";
import type { ExchangeDetail, Exchanges } from "../../api/types";
import { useWords } from "../../i18n/text";
import { toExchange, toReport } from "../../router";
import { dateText } from "../../ui/dates";
import { Plain } from "../../ui/plain";

export function Edges({ detail }: { detail: ExchangeDetail }) {
  const words = useWords();
  const { exchange, edges, claims } = detail;
  const reports = new Map(claims.map((one) => [one.report.digest, one.report]));
  const all = useResource<Exchanges>("/api/exchanges").data;
  const exchangeOf = (member: string) => all?.exchanges.find((one) => one.members.includes(member));
  const member = (id: string) => {
    const [digest = "", event = ""] = id.split("#");
    const report = reports.get(digest);
    const there = exchangeOf(id);
    return (
      <>
        <a href={toReport(digest)}>{report?.outlet ?? report?.title ?? words.t("exchange.other_report")}</a>
        {there && there.id !== exchange.id ? (
          <>
            {" "}
            (<a href={toExchange(there.id)}>{dateText(there.date, words)}</a>)
          </>
        ) : (
          <span className="ear"> {event}</span>
        )}
      </>
    );
  };
  const order = { undetermined: 0, different: 1, same: 2 };
  return (
    <section>
      <h2>{words.t("exchange.edges")}</h2>
      <p className="quiet">{words.t("exchange.edges_more")}</p>
      <ul className="edges">
        {[...edges]
          .sort((a, b) => order[a.judgement] - order[b.judgement])
          .map((edge, i) => (
            <li key={i} data-row>
              <p>
                <span className={`judgement judgement-${edge.judgement}`}>
                  {edge.judgement === "undetermined" && <span className="ring" aria-hidden="true" />}
                  {words.t(`judgement.${edge.judgement}`)}
                </span>{" "}
                {member(edge.a)} · {member(edge.b)}
              </p>
              <p>
                <Plain text={edge.reason} />
              </p>
            </li>
          ))}
      </ul>
    </section>
  );
}
