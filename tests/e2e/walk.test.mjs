// SPDX-License-Identifier: Apache-2.0
// The main job by keyboard alone: read a report, file it, find its number on the exchange page, open its source.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  launch,
  openPage,
  settled,
  tabTo,
  focusIsVisible,
} from "./browser.mjs";
import { openBureau, api } from "./bureau.mjs";

const report = `Prisoners are home

Kyiv, 3 January 2024. Ukraine has brought 230 people home from Russian captivity,
the Coordination Headquarters said on Wednesday.
It was the 49th exchange. Since the beginning of the full-scale war 2,828 people have been returned.`;

let browser;
let bureau;
before(async () => {
  bureau = await openBureau({ samples: false });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await bureau?.close();
});

test("a report is read, filed, found again in its exchange and opened at its words, by keyboard alone", async () => {
  const { page, close } = await openPage(browser, bureau, "");
  await settled(page);

  await tabTo(page, "link", /^Add a report$/);
  assert.ok(await focusIsVisible(page), "the focus on a link can be seen");
  await page.keyboard.press("Enter");
  await settled(page);
  await page.keyboard.press("/");
  await page.keyboard.insertText(report);
  await page.waitForSelector(".preview [data-item]");
  assert.equal(
    (await api(bureau, "/api/reports")).length,
    0,
    "the preview files nothing",
  );
  const preview = await page.textContent(".preview .reading-claims");
  assert.match(preview, /230/);

  await tabTo(page, "textbox", /^Outlet/);
  await page.keyboard.insertText("Harbour Gazette");
  await tabTo(page, "button", /^File the report$/);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".receipt");
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    "Filed",
    "the focus goes to the receipt",
  );
  assert.equal((await api(bureau, "/api/reports")).length, 1);
  assert.equal(
    await page.inputValue("textarea"),
    "",
    "the form is free for the next one",
  );

  await page.evaluate(() => document.querySelector(".brand")?.focus());
  await page.keyboard.press("Enter");
  await settled(page);
  await page.waitForSelector("tr[data-row]");
  await page.keyboard.press("j");
  assert.match(
    await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? "",
    ),
    /^Open: /,
  );
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#/exchanges/"));
  await settled(page);
  assert.match(await page.textContent("h1"), /230 people came home/);

  await tabTo(page, "button", /230/);
  assert.ok(await focusIsVisible(page), "the focus on a number can be seen");
  await page.keyboard.press("Enter");
  const card = page.getByRole("dialog");
  await card.waitFor();
  await page.waitForSelector("[data-card] mark");
  assert.match(await card.textContent(), /Harbour Gazette/);
  assert.match(await page.textContent("[data-card] mark"), /230/);

  await page.keyboard.press("Escape");
  assert.equal(await card.count(), 0, "Escape closes the card");
  assert.match(
    await page.evaluate(() => document.activeElement?.textContent ?? ""),
    /230/,
    "and gives the focus back to its number",
  );
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-card] mark");
  await tabTo(page, "link", /^Open the report$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#/reports/"));
  await settled(page);
  assert.match(
    await page.textContent(".marked .lit"),
    /230/,
    "the words of the number are lit in the text",
  );
  assert.match(
    await page.textContent(".claim.lit"),
    /230/,
    "and so is the claim beside it",
  );
  assert.deepEqual(await close(), []);
});

test("the same report filed again is known and not recorded twice", async () => {
  const before = await api(bureau, "/api/bureau");
  const receipt = await api(bureau, "/api/reports", {
    format: "text",
    body: report,
    outlet: "Harbour Gazette",
    operation: "a-second-attempt",
  });
  assert.equal(receipt.already_known, true);
  assert.equal((await api(bureau, "/api/bureau")).reports, before.reports);
});

test("text and claims light each other, by pointer and by focus", async () => {
  const [line] = await api(bureau, "/api/reports");
  const { page, close } = await openPage(
    browser,
    bureau,
    `#/reports/${line.digest}`,
  );
  await settled(page);
  const litInText = () =>
    page.$$eval(".marked .lit", (all) =>
      all.map((one) => one.dataset.ids.split(" ")),
    );
  const litInList = () =>
    page.$$eval(".claim.lit", (all) => all.map((one) => one.dataset.item));
  assert.deepEqual([await litInText(), await litInList()], [[], []]);
  const items = await page.locator(".claim[data-item]").all();
  assert.ok(items.length > 1);
  for (const item of items) {
    const id = await item.getAttribute("data-item");
    await item.hover();
    const lit = await litInText();
    assert.ok(
      lit.length > 0 && lit.every((ids) => ids.includes(id)),
      "a claim lights its words and no others",
    );
  }
  await page.mouse.move(2, 2);
  for (const handle of await page.locator(".marked [data-claim]").all()) {
    await handle.focus();
    assert.deepEqual(
      await litInList(),
      [await handle.getAttribute("data-claim")],
      "words light their claim and no other",
    );
  }
  assert.deepEqual(await close(), []);
});

test("a draft survives a reload and a failed save keeps what was typed", async () => {
  const { page, close } = await openPage(browser, bureau, "#/add", {
    quiet: false,
  });
  await page.fill("textarea", "Forty people came home on 5 May 2023.");
  await page.reload();
  await settled(page);
  assert.equal(
    await page.inputValue("textarea"),
    "Forty people came home on 5 May 2023.",
  );
  await page.route("**/api/reports", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/json",
      body: JSON.stringify({
        error: {
          fault: "unavailable",
          message: "The disk is full. Free some space, then file it again.",
        },
      }),
    }),
  );
  await page.getByRole("button", { name: "File the report" }).click();
  await page.getByRole("alert").first().waitFor();
  assert.match(
    await page.getByRole("alert").first().textContent(),
    /The disk is full/,
  );
  assert.equal(
    await page.inputValue("textarea"),
    "Forty people came home on 5 May 2023.",
  );
  await page.getByRole("button", { name: "Empty the form" }).click();
  await page.getByRole("button", { name: "Bring it back" }).click();
  assert.equal(
    await page.inputValue("textarea"),
    "Forty people came home on 5 May 2023.",
  );
  assert.deepEqual(await close(), []);
});

test("a dropped page is recognised as HTML, and a file that is no text is refused with the remedy", async () => {
  const { page, close } = await openPage(browser, bureau, "#/add");
  await settled(page);
  await page.setInputFiles("input[type=file]", [
    {
      name: "page.html",
      mimeType: "text/html",
      buffer: Buffer.from(
        "<!doctype html><html><body><p>On 5 May 2023 forty people came home.</p></body></html>",
      ),
    },
    {
      name: "scan.bin",
      mimeType: "text/plain",
      buffer: Buffer.from([0xff, 0xfe, 0x80, 0x00]),
    },
  ]);
  await page.waitForFunction(() =>
    document.querySelector("textarea")?.value.includes("forty"),
  );
  assert.ok(await page.getByLabel("HTML of a page").isChecked());
  assert.match(
    await page.getByRole("alert").first().textContent(),
    /scan\.bin is not text in UTF-8/,
  );
  assert.deepEqual(await close(), []);
});

test("the date of publication is corrected with its reason, and the report is read again", async () => {
  const { digest } = await api(bureau, "/api/reports", {
    format: "text",
    body: "On Thursday 31 people came home to Ukraine, the security service said.",
    operation: "an-undated-report",
  });
  const { page, close } = await openPage(
    browser,
    bureau,
    `#/reports/${digest}`,
  );
  await settled(page);
  await page.getByRole("button", { name: "Correct the date" }).click();
  await page
    .getByRole("textbox", { name: "Date of publication" })
    .fill("2022-12-02");
  await page.getByRole("button", { name: "Save and read again" }).click();
  assert.match(await page.getByRole("alert").textContent(), /how you know/);
  await page.getByLabel("How do you know?").fill("printed on the page");
  await page.getByRole("button", { name: "Save and read again" }).click();
  await page.getByText("Saved. The report was read again.").waitFor();
  const reading = await api(bureau, `/api/reports/${digest}`);
  assert.equal(reading.published.earliest, "2022-12-02");
  assert.deepEqual(await close(), []);
});

test("a report that repeats another says so and counts once with it", async () => {
  const text = `Prisoners of Norland are home

On 14 May 2018 Norland brought 86 soldiers home from Sudrian captivity in an exchange of prisoners at the Larch Bridge.
The Coordination Office for Prisoners of War said it was the 17th exchange of the war and thanked those who had waited.
In all, 1,912 Norlanders have come home since the beginning of the war. Buses took the freed to a hospital in the north.`;
  const file = (outlet, published, body) =>
    api(bureau, "/api/reports", {
      format: "text",
      outlet,
      published,
      body,
      operation: `copies-${outlet}`,
    });
  const first = await file("Quay Reporter", "2018-05-14", text);
  const again = await file(
    "Evening Post",
    "2018-05-15",
    `${text}\n\nRead more on our front page.`,
  );
  const { page, close } = await openPage(
    browser,
    bureau,
    `#/reports/${again.digest}`,
  );
  await settled(page);
  const copies = page.locator(".copies");
  assert.match(
    await copies.textContent(),
    /Repeats the text of Quay Reporter.*Both count as one source/,
  );
  await copies.getByRole("link", { name: "Quay Reporter" }).click();
  await page.waitForURL(new RegExp(first.digest));
  await page
    .locator(".copies", { hasText: "Its text is repeated by Evening Post" })
    .waitFor();
  const { exchanges } = await api(bureau, `/api/reports/${first.digest}`);
  await page.goto(`${bureau.url}/#/exchanges/${Object.values(exchanges)[0]}`);
  await page.getByText("2 reports and 1 origin").waitFor();
  await page
    .getByText("copy, counted once with Quay Reporter")
    .first()
    .waitFor();
  assert.deepEqual(await close(), []);
});

test("the ledger verifies", async () => {
  const { page, close } = await openPage(browser, bureau, "#/ledger");
  await settled(page);
  await page.getByRole("button", { name: "Verify the ledger" }).click();
  await page.getByText(/match(es)? (its|their) hash/).waitFor();
  assert.deepEqual(await close(), []);
});
