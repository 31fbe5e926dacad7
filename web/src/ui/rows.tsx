// SPDX-License-Identifier: Apache-2.0
// A table that becomes a list of cards on a narrow page. Roles are given outright: some browsers drop a table's own when
// its display changes.
import type { ReactNode } from "react";
import { useWords } from "../i18n/text";

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly numeric?: boolean;
  readonly optional?: boolean; // a blank cell of it is left out where rows become cards
}

interface RowsProps {
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[]; mark?: string }[];
}

export function NotStated() {
  const words = useWords();
  return (
    <span className="n-not_stated">
      <span aria-hidden="true">–</span>
      <span className="ear">{words.t("n.not_stated")}</span>
    </span>
  );
}

export function Rows({ caption, captionHidden = false, columns, rows }: RowsProps) {
  return (
    <table className="rows" role="table">
      <caption className={captionHidden ? "ear" : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" className={column.numeric ? "numeric" : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.key} role="row" data-row className={row.mark}>
            {row.cells.map((cell, i) => {
              const column = columns[i];
              const names = [
                ...(column?.numeric ? ["numeric"] : []),
                ...(column?.optional && cell === null ? ["blank"] : []),
              ].join(" ");
              const props = { className: names || undefined, "data-title": column?.title };
              return i === 0 ? (
                <th key={column?.key} role="rowheader" scope="row" {...props}>
                  {cell ?? <NotStated />}
                </th>
              ) : (
                <td key={column?.key} role="cell" {...props}>
                  {cell ?? <NotStated />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
