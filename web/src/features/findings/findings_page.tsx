// SPDX-License-Identifier: Apache-2.0
// Findings: what does not add up, worst first.
import { useEffect, useMemo, useState } from "react";
import { useResource } from "../../api/client";
import type { Exchanges, Findings } from "../../api/types";
import { useWords } from "../../i18n/text";
import { nameOf } from "../../ui/exchange_name";
import { FindingView, severities } from "../../ui/finding_view";
import { useSome } from "../../ui/more";
import { Empty, Failed, Loading, PageHeading } from "../../ui/states";

export function FindingsPage({ finding: wanted }: { finding: string | null }) {
  const words = useWords();
  const { data, error } = useResource<Findings>("/api/findings");
  const exchanges = useResource<Exchanges>("/api/exchanges").data;
  const [text, setText] = useState("");
  const names = useMemo(
    () => new Map(exchanges?.exchanges.map((one) => [one.id, nameOf(one, words)])),
    [exchanges, words],
  );
  useEffect(() => {
    if (wanted && data)
      document.querySelector(`[data-finding="${CSS.escape(wanted)}"]`)?.scrollIntoView({ block: "center" });
  }, [wanted, data]);
  const title = <PageHeading title={words.t("findings.title")}>{words.t("findings.state")}</PageHeading>;
  const sorted = [...(data?.findings ?? [])].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  const needle = text.trim().toLocaleLowerCase();
  const shown = sorted.filter((one) =>
    `${one.verdict} ${one.arithmetic ?? ""} ${words.name("audit", one.audit)} ${one.exchanges.map((id) => names.get(id) ?? "").join(" ")}`
      .toLocaleLowerCase()
      .includes(needle),
  );
  const { some, more } = useSome(shown);
  if (error)
    return (
      <>
        {title}
        <Failed error={error} />
      </>
    );
  if (!data)
    return (
      <>
        {title}
        <Loading />
      </>
    );
  if (data.findings.length === 0)
    return (
      <>
        <PageHeading title={words.t("findings.title")} />
        <Empty title={words.t("findings.empty")}>
          <p>{words.t("findings.empty_more")}</p>
        </Empty>
      </>
    );
  const counts = severities
    .map((severity) => [severity, sorted.filter((one) => one.severity === severity).length] as const)
    .filter(([, n]) => n > 0);
  return (
    <>
      {title}
      <p className="quiet">{words.list(counts.map(([severity, n]) => words.t(`severity.count_${severity}`, { n })))}</p>
      <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <label className="field field-wide">
          <span>{words.t("exchanges.filter")}</span>
          <input
            type="search"
            data-search
            value={text}
            placeholder={words.t("findings.filter_hint")}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </form>
      {shown.length === 0 && <p className="quiet">{words.t("findings.none_match")}</p>}
      <div className="findings">
        {some.map((one) => (
          <FindingView
            key={one.id}
            finding={one}
            claims={data.claims}
            level={2}
            marked={one.id === wanted}
            exchangeName={(id) => names.get(id) ?? words.t("exchange.undated")}
          />
        ))}
      </div>
      {more}
    </>
  );
}
