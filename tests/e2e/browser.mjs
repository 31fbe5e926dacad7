// SPDX-License-Identifier: Apache-2.0
// Chromium, and pages that remember what must not happen: a request to anywhere else, an error on the console.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = await readFile(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const tags = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22aa",
  "best-practice",
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--hide-scrollbars",
    ],
  });
}

// `quiet: false` for states that are meant to fail, where the browser itself reports the failed request.
export async function openPage(
  browser,
  bureau,
  hash,
  {
    width = 1280,
    height = 900,
    scheme = "light",
    language = "en",
    quiet = true,
    prepare,
  } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const outside = [];
  const errors = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(bureau.url)) outside.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (quiet && message.type() === "error") errors.push(message.text());
  });
  await page.addInitScript(
    (chosen) => localStorage.setItem("nostos.language", chosen),
    language,
  );
  await prepare?.(page);
  await page.goto(`${bureau.url}/${hash}`);
  return {
    page,
    // Ends the page; gives what went wrong while it was open.
    close: async () => {
      await context.close();
      return [
        ...outside.map((url) => `request to another origin: ${url}`),
        ...errors,
      ];
    },
  };
}

// Nothing is being loaded, and what was asked for is drawn.
export async function settled(page) {
  await page.waitForFunction(
    () =>
      document.querySelector("[data-page-heading]") !== null &&
      document.querySelector(".skeleton, .waiting") === null,
  );
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(done)),
      ),
  );
}

// Violations of WCAG 2.2 AA (or of these rules only) as lines that name rule, element and remedy.
export async function violations(page, rules) {
  // axe is run by the debugger's own means, which the content policy of the page does not bind.
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(
    (wanted) =>
      window.axe.run(document, {
        runOnly: wanted,
        resultTypes: ["violations"],
      }),
    rules ? { type: "rule", values: rules } : tags,
  );
  return found.flatMap((one) =>
    one.nodes.map(
      (node) =>
        `${one.id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1).join(" ").trim()}`,
    ),
  );
}

// Presses Tab until the element with the focus has this role and a name that matches.
export async function tabTo(page, role, name, limit = 120) {
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const kind =
        element.getAttribute("role") ??
        {
          A: "link",
          BUTTON: "button",
          TEXTAREA: "textbox",
          INPUT: "textbox",
          SELECT: "combobox",
        }[element.tagName] ??
        "";
      const label =
        element.getAttribute("aria-label") ??
        (element.labels?.[0]?.textContent || element.textContent) ??
        "";
      return { kind, label: label.replace(/\s+/g, " ").trim() };
    });
    if (here && here.kind === role && name.test(here.label)) return here.label;
  }
  throw new Error(`Tab does not reach a ${role} named ${name}`);
}

// The focus can be seen: its element has an outline, or a drawn substitute in the plot.
export function focusIsVisible(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    const style = getComputedStyle(element);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      return true;
    const drawn = element.querySelector?.(".hit");
    return (
      drawn !== null &&
      drawn !== undefined &&
      getComputedStyle(drawn).strokeWidth === "3px"
    );
  });
}
