// SPDX-License-Identifier: Apache-2.0
// node bench/names/schemes.mjs NAMES.tsv FOLDER: writes FOLDER/SCHEME.tsv for each of the schemes that the package
// iuliia has: a Russian name from the second column of NAMES.tsv, TAB, how the scheme writes it.
// Every 23rd name is taken.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [names, folder] = process.argv.slice(2);
if (!names || !folder) {
  console.error('node schemes.mjs NAMES.tsv FOLDER');
  process.exit(2);
}
const iuliia = createRequire(`${process.cwd()}/`)('iuliia');
const all = new Set(
  readFileSync(names, 'utf8')
    .split('\n')
    .map((line) => line.split('\t')[1])
    .filter(Boolean),
);
const sample = [...all].filter((_, i) => i % 23 === 0);
mkdirSync(folder, { recursive: true });
for (const [scheme, rules] of Object.entries(iuliia)) {
  if (!rules.map) continue;
  const rows = sample.map((name) => `${name}\t${iuliia.translate(name, rules)}\n`);
  writeFileSync(`${folder}/${scheme.toLowerCase()}.tsv`, rows.join(''));
}
