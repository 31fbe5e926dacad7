// SPDX-License-Identifier: Apache-2.0
import { useWords } from "../../i18n/text";
import { PageHeading } from "../../ui/states";

const formats = ["csv", "json", "jsonl"] as const;

export function ExportPage() {
  const words = useWords();
  return (
    <>
      <PageHeading title={words.t("export.title")} />
      <p className="measure">{words.t("export.lead")}</p>
      <ul className="exports">
        {formats.map((format) => (
          <li key={format} data-row>
            <h2>{words.t(`export.${format}`)}</h2>
            <p>{words.t(`export.${format}_more`)}</p>
            <p><a className="action" href={`/api/export?format=${format}`} download>{words.t("export.download", { format: format.toUpperCase() })}</a></p>
          </li>
        ))}
      </ul>
      <p className="quiet">{words.t("export.copyright")}</p>
    </>
  );
}
