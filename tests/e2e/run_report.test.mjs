// SPDX-License-Identifier: Apache-2.0
// The page that `nostos link` and `dedupe` write about a run, as a file of its own: in both themes, on a desk and on a
// telephone, in three languages, for eyes, keyboard and screen reader.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch, violations } from "./browser.mjs";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
let folder;
let browser;

before(async () => {
  const nostos = process.env.NOSTOS_BIN;
  folder = await mkdtemp(join(tmpdir(), "nostos-report-"));
  const { stdout } = await run(
    nostos,
    ["synth", "people", "--count", "400", "--seed", "3"],
    { maxBuffer: 1 << 26 },
  );
  await writeFile(join(folder, "list.csv"), stdout);
  const [heading, ...rows] = stdout.split("\n");
  const id = heading.split(",").indexOf("id");
  const ids = rows.slice(0, 4).map((row, i) => row.split(",")[id] ?? i + 1);
  await writeFile(
    join(folder, "judged.csv"),
    `left_id,right_id,verdict\n${ids[0]},${ids[1]},same\n${ids[2]},${ids[3]},different\n`,
  );
  for (const language of ["en", "uk", "ru"]) {
    await run(
      nostos,
      [
        "dedupe",
        "list.csv",
        "--pairs",
        "pairs.csv",
        "--judgements",
        "judged.csv",
        "--report",
        `${language}.html`,
        "--lang",
        language,
      ],
      { cwd: folder },
    );
  }
  await mkdir(join(here, "out"), { recursive: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(language, width, scheme) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
  });
  const page = await context.newPage();
  const outside = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) outside.push(request.url());
  });
  await page.goto(`file://${join(folder, language)}.html`);
  return { page, outside, close: () => context.close() };
}

for (const [language, width, scheme] of [
  ["en", 1280, "light"],
  ["en", 390, "dark"],
  ["uk", 390, "light"],
  ["ru", 1280, "dark"],
]) {
  test(`the report of a run in ${language}, ${scheme}, ${width} wide, can be read by everybody`, async () => {
    const { page, outside, close } = await open(language, width, scheme);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    await page.screenshot({
      path: join(here, "out", `run-report-${language}-${scheme}-${width}.png`),
      fullPage: true,
    });
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(outside, [], "the page needs nothing but itself");
    const { wide, background, lang } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - innerWidth,
      background: getComputedStyle(document.body).backgroundColor,
      lang: document.documentElement.lang,
    }));
    assert.ok(wide <= 0, `${wide} pixels stand over the edge`);
    assert.equal(lang, language);
    const [red] = background.match(/\d+/g).map(Number);
    assert.equal(red < 128, scheme === "dark");
    await close();
  });
}

test("every table and chart of the report is reached by Tab, shows it, and folds by Enter", async () => {
  const { page, close } = await open("en", 390, "light");
  const expected = await page.evaluate(
    () =>
      [...document.querySelectorAll("[tabindex='0'], summary")].filter((one) =>
        one.checkVisibility(),
      ).length,
  );
  assert.ok(expected > 10);
  const reached = new Set();
  for (let i = 0; i < expected; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      const all = [...document.querySelectorAll("*")];
      return {
        place: all.indexOf(one),
        name: one.getAttribute("aria-label") ?? one.textContent,
        outline: getComputedStyle(one).outlineStyle,
      };
    });
    assert.notEqual(at.name.trim(), "");
    assert.notEqual(at.outline, "none", `no outline on ${at.name}`);
    reached.add(at.place);
  }
  assert.equal(reached.size, expected);
  await page.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  assert.ok(
    await page.evaluate(() => document.querySelector("details").open),
    "the figures unfold",
  );
  await close();
});
