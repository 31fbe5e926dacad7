// SPDX-License-Identifier: Apache-2.0
// Makes the pictures in docs/screenshots anew from the sample bureau: NOSTOS_BIN=… node screenshots.mjs
import { mkdir } from "node:fs/promises";
import { launch, openPage, settled } from "./browser.mjs";
import { api, openBureau } from "./bureau.mjs";

const folder = new URL("../../docs/screenshots/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });
const bureau = await openBureau({ samples: true });
const browser = await launch();
try {
  const { exchanges } = await api(bureau, "/api/exchanges");
  const reports = await api(bureau, "/api/reports");
  const disputed = exchanges
    .filter((one) => one.legs.some((leg) => leg.count.conflict))
    .sort((a, b) => b.claims.length - a.claims.length)[0];
  const broken = [...exchanges].sort(
    (a, b) => b.breakdowns.length - a.breakdowns.length,
  )[0];
  const report = [...reports]
    .filter((one) => one.lang === "en")
    .sort((a, b) => b.claims - a.claims)[0];
  const shoot = async (name, hash, options, act) => {
    const { page, close } = await openPage(browser, bureau, hash, options);
    await settled(page);
    await act?.(page);
    await settled(page);
    await page.screenshot({ path: `${folder}${name}.png` });
    const wrong = await close();
    if (wrong.length > 0) throw new Error(`${name}: ${wrong.join("; ")}`);
  };
  const openCard = async (page) => {
    await page.locator("h1 .n-disputed").first().click();
    await page.waitForSelector("[data-card] mark");
  };
  await shoot("exchanges", "#/exchanges", { width: 1280, height: 860 });
  await shoot("exchanges-dark", "#/exchanges", {
    width: 1280,
    height: 860,
    scheme: "dark",
  });
  await shoot(
    "number-card",
    `#/exchanges/${disputed.id}`,
    { width: 1280, height: 860 },
    openCard,
  );
  await shoot(
    "exchange",
    `#/exchanges/${broken.id}`,
    { width: 1280, height: 860 },
    (page) =>
      page
        .locator(".breakdowns")
        .evaluate((e) => e.scrollIntoView({ block: "center" })),
  );
  await shoot("findings", "#/findings", { width: 1280, height: 860 });
  await shoot(
    "report",
    `#/reports/${report.digest}`,
    { width: 1280, height: 860 },
    async (page) => {
      const item = page.locator(".claim .n-hedged, .claim .n-exact").nth(1);
      await item.evaluate((e) =>
        e.closest(".claim").querySelector(".claim-kind").click(),
      );
      await page.evaluate(() =>
        window.scrollTo(0, document.querySelector(".reading").offsetTop - 80),
      );
    },
  );
  const ask = async (page) => {
    await page.locator("[data-search]").fill("Kovalenko Ivan 1987");
    await page.keyboard.press("Enter");
    await page.locator(".candidate summary").first().click();
  };
  await shoot("find", "#/find", { width: 1280, height: 1100 }, ask);
  await shoot("judge", "#/judge", { width: 1280, height: 1000 });
  const { hits } = await api(bureau, "/api/searches", {
    question: "Yaremenko Dmytro",
    purpose: "identify",
  });
  const person = hits.find((hit) => hit.person_records === 3).person;
  await shoot("person", `#/persons/${person}`, { width: 1280, height: 1000 });
  await shoot("phone-exchanges", "#/exchanges", { width: 390, height: 844 });
  await shoot(
    "phone-report",
    `#/reports/${report.digest}`,
    { width: 390, height: 844, scheme: "dark" },
    async (page) => {
      await page.locator(".marked [data-claim]").nth(2).click();
      await page.locator(".claim.lit").first().waitFor();
    },
  );
} finally {
  await browser.close();
  await bureau.close();
}
