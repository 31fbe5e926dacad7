// SPDX-License-Identifier: Apache-2.0
import { useWords } from "../../i18n/text";
import { PageHeading } from "../../ui/states";

const files = [
  { text: "csv", format: "csv", what: "exchanges" },
  { text: "claims", format: "csv", what: "claims" },
  { text: "hxl", format: "hxl", what: "exchanges" },
  { text: "ucdp", format: "ucdp", what: "exchanges" },
  { text: "datapackage", format: "datapackage", what: "exchanges" },
  { text: "jsonld", format: "jsonld", what: "exchanges" },
  { text: "json", format: "json", what: "exchanges" },
  { text: "jsonl", format: "jsonl", what: "claims" },
] as const;

export function ExportPage() {
  const words = useWords();
  return (
    <>
      <PageHeading title={words.t("export.title")} />
      <p className="measure">{words.t("export.lead")}</p>
      <ul className="exports">
        {files.map(({ text, format, what }) => (
          <li key={text} data-row>
            <h2>{words.t(`export.${text}`)}</h2>
            <p>{words.t(`export.${text}_more`)}</p>
            <p>
              <a className="action" href={`/api/export?format=${format}&what=${what}`} download>
                {words.t("export.download", { format: format.toUpperCase() })}
              </a>
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet">{words.t("export.copyright")}</p>
    </>
  );
}
