// SPDX-License-Identifier: Apache-2.0
// What a step would change: the persons it touches as they are, and as they would be.
import type { Touched } from "../../api/types";
import { useWords } from "../../i18n/text";
import { shortId } from "./record";

export function TouchedView({ touched, names }: { touched: Touched; names: ReadonlyMap<string, string> }) {
  const words = useWords();
  const list = (persons: Touched["before"]) => (
    <ul className="plain">
      {persons.map((person) => (
        <li key={person.id}>
          {words.t("find.of_person", { n: person.records.length })}:{" "}
          {words.list(person.records.map((id) => names.get(id) ?? shortId(id)))}
          {person.contradictions > 0 && <span className="tag">{words.t("person.contradictions")}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <dl className="touched">
      <div>
        <dt>{words.t("person.now_is")}</dt>
        <dd>{list(touched.before)}</dd>
      </div>
      <div>
        <dt>{words.t("person.would_be")}</dt>
        <dd>{list(touched.after)}</dd>
      </div>
    </dl>
  );
}
