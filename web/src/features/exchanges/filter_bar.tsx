// SPDX-License-Identifier: Apache-2.0
import { useWords } from "../../i18n/text";
import { DateInput } from "../../ui/date_input";
import { isFiltering, noFilter, type Filter } from "./filter";

export function FilterBar({
  filter,
  onChange,
  shown,
  all,
}: {
  filter: Filter;
  onChange(filter: Filter): void;
  shown: number;
  all: number;
}) {
  const words = useWords();
  return (
    <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="field field-wide">
        <span>{words.t("exchanges.filter")}</span>
        <input
          type="search"
          data-search
          value={filter.text}
          placeholder={words.t("exchanges.filter_hint")}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </label>
      <DateInput
        label={words.t("exchanges.from")}
        value={filter.from}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <DateInput label={words.t("exchanges.to")} value={filter.to} onChange={(to) => onChange({ ...filter, to })} />
      <label className="check">
        <input
          type="checkbox"
          checked={filter.onlyFindings}
          onChange={(event) => onChange({ ...filter, onlyFindings: event.target.checked })}
        />
        {words.t("exchanges.only_findings")}
      </label>
      <p className="filter-result" role="status">
        {isFiltering(filter) && (
          <>
            {words.t("exchanges.shown", { n: shown, all })}{" "}
            <button type="button" className="link" onClick={() => onChange(noFilter)}>
              {words.t("exchanges.clear")}
            </button>
          </>
        )}
      </p>
    </form>
  );
}
