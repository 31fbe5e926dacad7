// SPDX-License-Identifier: Apache-2.0
import type { Words } from "../i18n/text";

// What a report is called: its title, else the name it was handed in under, else that it has none.
export function reportName(report: { title: string | null; id?: string; digest: string }, words: Words): string {
  if (report.title) return report.title;
  return report.id && !report.digest.startsWith(report.id) ? report.id : words.t("report.untitled");
}
