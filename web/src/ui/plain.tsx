// SPDX-License-Identifier: Apache-2.0
// The bureau explains itself in sentences with ids in them: "the running total of NRD does not go from E8 to E9". Here they
// become names and doors: parties by name, exchanges by day, reports by outlet, days written out.
import { Fragment, type ReactNode } from "react";
import { useResource } from "../api/client";
import type { Exchanges, ReportLine } from "../api/types";
import { useWords } from "../i18n/text";
import { toExchange, toReport } from "../router";
import { dateText } from "./dates";
import { reportName } from "./report_name";
import { useParties } from "./parties";

const word = /([\p{L}\p{N}](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}])?)/u;
const isoDay = /^\d{4}-\d\d-\d\d$/;

interface PlainProps {
  text: string;
  figures?: boolean; // arithmetic: numbers are grouped as everywhere else
}

export function Plain({ text, figures = false }: PlainProps): ReactNode {
  const words = useWords();
  const parties = useParties();
  const exchanges = useResource<Exchanges>("/api/exchanges").data?.exchanges;
  const reports = useResource<ReportLine[]>("/api/reports").data;
  const pieces = text.split(word).map((piece, i) => {
    if (i % 2 === 0) return piece;
    if (isoDay.test(piece)) return words.day(piece);
    if (figures && /^\d{4,}$/.test(piece)) return words.number(Number(piece));
    const party = parties.known(piece.split(":")[0]!);
    if (party) return party;
    const exchange = exchanges?.find((one) => one.id === piece);
    if (exchange) {
      const dated = exchange.date.earliest || exchange.date.latest || exchange.date.edtf;
      return (
        <a href={toExchange(exchange.id)}>
          {dated ? dateText(exchange.date, words) : `${words.name("type", exchange.type)} ${exchange.id}`}
        </a>
      );
    }
    const report = reports?.find((one) => one.id === piece);
    if (report) return <a href={toReport(report.digest)}>{report.outlet ?? reportName(report, words)}</a>;
    return /\p{L}_\p{L}/u.test(piece) ? piece.replaceAll("_", " ") : piece;
  });
  const at = pieces.findIndex((piece) => piece !== "");
  const first = pieces[at];
  if (typeof first === "string" && /^\p{Ll}/u.test(first))
    pieces[at] = first[0]!.toLocaleUpperCase(words.locale) + first.slice(1);
  return pieces.map((piece, i) => <Fragment key={i}>{piece}</Fragment>);
}
