// SPDX-License-Identifier: Apache-2.0
// What columns hold where somebody says otherwise than their headings, as the bureau takes it.
export type Overrides = Readonly<Record<string, string>>;

// A comma in a heading would end it in the bureau's notation; such a column is as its heading tells.
export function canChange(heading: string): boolean {
  return heading !== "" && !heading.includes(",");
}

export function written(overrides: Overrides): string {
  return Object.entries(overrides)
    .map(([heading, holds]) => `${heading}=${holds}`)
    .join(",");
}

export function address(
  path: string,
  about: { name: string; source: string; overrides: Overrides },
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ name: about.name });
  if (about.source.trim() !== "") query.set("source", about.source.trim());
  const columns = written(about.overrides);
  if (columns !== "") query.set("columns", columns);
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return `${path}?${query}`;
}
