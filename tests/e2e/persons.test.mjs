// SPDX-License-Identifier: Apache-2.0
// A person is found, compared, judged and looked up, with the keyboard alone where it matters.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, beforeEach, describe, test } from "node:test";
import {
  focusIsVisible,
  launch,
  openPage,
  settled,
  violations,
} from "./browser.mjs";
import { api, openBureau } from "./bureau.mjs";

const out = new URL("./out/", import.meta.url).pathname;
let browser;
let bureau;

before(async () => {
  await mkdir(out, { recursive: true });
  browser = await launch();
});
beforeEach(async () => {
  await bureau?.close();
  bureau = await openBureau({ samples: true });
});
after(async () => {
  await browser?.close();
  await bureau?.close();
});

async function search(page, question) {
  await page.keyboard.press("/");
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".understood");
}

// A weight as the table writes it, in thousandths.
const thousandths = (text) =>
  Math.round(Number(text.replace("−", "-").replace("+", "")) * 1000);

async function weightsAddUp(table) {
  const weights = await table
    .locator("tbody td.numeric")
    .evaluateAll((cells) => cells.map((cell) => cell.textContent));
  const total = thousandths(
    await table.locator("tfoot td.numeric").textContent(),
  );
  const sum = weights.map(thousandths).reduce((a, b) => a + b, 0);
  assert.equal(sum, total, `${weights.join(" ")} is ${sum}, not ${total}`);
  const shown = /[<>]?[01]\.\d+/.exec(
    await table.locator("tfoot th").textContent(),
  )[0];
  const probability = 1 / (1 + 2 ** (-total / 1000));
  if (/^[01]/.test(shown)) assert.equal(probability.toFixed(4), shown);
  assert.ok(weights.length > 1);
}

describe("a person sought", () => {
  test("is found in another script, with reasons that add up; no address tells the name", async () => {
    const { page, close } = await openPage(browser, bureau, "#/find");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await settled(page);
    await search(page, "Kovalenko Ivan 1987");
    const first = page.locator(".candidate").first();
    await first.waitFor();
    assert.match(
      await page.locator("main").textContent(),
      /Коваленко Іван Петрович/,
    );
    assert.match(
      await page.locator("p[role=status]").first().textContent(),
      /36 records searched/,
    );
    for (const summary of await page.locator(".candidate summary").all())
      await summary.click();
    for (const table of await page.locator("table.waterfall").all())
      await weightsAddUp(table);
    assert.deepEqual(await violations(page), []);
    assert.ok(
      [page.url(), ...asked].every((url) => !/kovalenko/i.test(url)),
      "a name stands in an address",
    );
    assert.deepEqual(await close(), []);
  });

  test("can be corrected part by part", async () => {
    const { page, close } = await openPage(browser, bureau, "#/find");
    await settled(page);
    await search(page, "Shapoval 1979");
    const part = page.locator(".chip").first();
    await part.locator("input").fill("Яременко");
    await part.locator("select").selectOption("surname");
    await page.locator(".chip").nth(1).locator("input").fill("1989");
    await page.getByRole("button", { name: "Search with these parts" }).click();
    await page.waitForFunction(() =>
      document
        .querySelector(".candidate")
        ?.textContent.includes("Яременко Дмитро"),
    );
    assert.equal(
      await page.getByRole("button", { name: "Search with these" }).count(),
      0,
    );
    assert.deepEqual(await close(), []);
  });

  test("is not there: the page says so of the records, not of the person; a record tells why", async () => {
    const { page, close } = await openPage(browser, bureau, "#/find");
    await settled(page);
    await search(page, "Zzyzx Qwfp 1901");
    await page.getByText("Nobody on file comes near").waitFor();
    const { hits } = await api(bureau, "/api/searches", {
      question: "Коваленко Іван Петрович",
      purpose: "identify",
    });
    await page
      .getByLabel("The id of a record")
      .fill(hits[0].record.id.slice(0, 8));
    await page.keyboard.press("Enter");
    await page.getByText("less likely than 1 in 100").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await close(), []);
  });
});

describe("pairs", () => {
  test("are judged from the keyboard; each step is said aloud and can be taken back", async () => {
    const { page, close } = await openPage(browser, bureau, "#/judge");
    await settled(page);
    const count = async () =>
      Number(/\d+/.exec(await page.locator("h1").textContent())[0]);
    const said = page.locator(".announcement");
    const all = await count();
    await page.keyboard.press("s");
    await page.waitForFunction(() =>
      document
        .querySelector(".announcement")
        .textContent.includes("Recorded: one person"),
    );
    await settled(page);
    assert.ok((await count()) < all);
    assert.equal(await said.getAttribute("aria-live"), "polite");
    await page.keyboard.press("z");
    await page.waitForFunction(() =>
      document
        .querySelector(".announcement")
        .textContent.includes("Taken back"),
    );
    await page.waitForFunction(
      (n) => document.querySelector("h1").textContent.includes(String(n)),
      all,
    );
    for (const [key, words] of [
      ["d", "two people"],
      ["u", "cannot be told"],
      ["n", "left open"],
    ]) {
      await page.keyboard.press(key);
      await page.waitForFunction(
        (text) =>
          document.querySelector(".announcement").textContent.includes(text),
        words,
      );
      await settled(page);
    }
    assert.equal(await count(), all - 3);
    // Writing a reason judges nothing.
    await page.getByLabel("Why (goes on record)").focus();
    await page.keyboard.type("sdun");
    assert.equal(await count(), all - 3);
    assert.ok(await focusIsVisible(page));
    await weightsAddUp(page.locator("table.waterfall"));
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await close(), []);
  });

  test("can be taken from a search and stand side by side", async () => {
    const { page, close } = await openPage(browser, bureau, "#/find");
    await settled(page);
    await search(page, "Гриценко Микола 1994");
    const take = page.getByRole("button", { name: "Take to compare" });
    await take.first().click();
    await take.first().click();
    await page.getByRole("link", { name: "Compare the two" }).click();
    await page.waitForSelector(".side-by-side");
    await settled(page);
    assert.equal(await page.locator(".side-by-side thead th").count(), 3);
    assert.deepEqual(await violations(page), []);
    await page.goBack();
    await settled(page);
    assert.ok(
      (await page.locator(".candidate").count()) > 1,
      "the search is as it was left",
    );
    assert.deepEqual(await close(), []);
  });
});

describe("a person's file", () => {
  test("shows what contradicts; taking back shows first what it touches; the past can be opened", async () => {
    const { hits } = await api(bureau, "/api/searches", {
      question: "Yaremenko Dmytro",
      purpose: "identify",
    });
    const person = hits.find((hit) => hit.person_records === 3).person;
    const { page, close } = await openPage(
      browser,
      bureau,
      `#/persons/${person}`,
    );
    await settled(page);
    assert.equal(await page.locator(".contradictions").count(), 1);
    const last = page.locator(".judged-list > li").last();
    await last.getByRole("button", { name: "Take back…" }).click();
    await page.getByText("What taking it back would touch").waitFor();
    assert.equal(
      await page.locator(".contradictions").count(),
      1,
      "nothing is done yet",
    );
    await page.screenshot({ path: `${out}person-undo.png`, fullPage: true });
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type("The family was mistaken");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector(".contradictions") === null,
    );
    assert.match(await last.textContent(), /The family was mistaken/);
    const moment = page.getByLabel("As it stood");
    await moment.selectOption({ index: 1 });
    await page.getByText("This is the file as it stood").waitFor();
    await page.waitForSelector(".contradictions");
    assert.equal(
      await page.getByRole("button", { name: "Take back…" }).count(),
      0,
      "the past is not changed",
    );
    assert.deepEqual(await close(), []);
  });
});

describe("a list of people", () => {
  const list = Buffer.from(
    "\ufeff№;Прізвище;Ім'я;Дата народження;Частина тіла;статус\n" +
      "1;Жданко;Остап;31.02.1987;рука;у полоні\n" +
      "2;Жда\u0007нко;Марта;1990;;\n" +
      "3;Жданко;Марта;1990;;десь\n",
  );
  const drop = async (page, buffer = list) => {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });
    await page.waitForSelector(".list-preview h2");
  };

  test("shows what is understood before anything is entered, then enters the good rows", async () => {
    const { page, close } = await openPage(browser, bureau, "#/lists");
    await settled(page);
    const before = (await api(bureau, "/api/bureau")).entries;
    await drop(page);
    const shown = await page.locator(".list-preview").textContent();
    assert.match(shown, /3 rows/);
    assert.match(shown, /1 row cannot be used/);
    assert.match(shown, /list\.csv:3: field 2 \(Прізвище\)/);
    assert.match(shown, /there is no 31 February 1987/);
    assert.match(shown, /'десь' is no status that is known/);
    assert.equal((await api(bureau, "/api/bureau")).entries, before);
    assert.deepEqual(await violations(page), []);
    const unknown = page.getByLabel("What “Частина тіла” holds");
    assert.equal(await unknown.inputValue(), "other");
    await unknown.selectOption("note");
    await page.waitForFunction(
      () => !document.querySelector(".list-preview select.unknown"),
    );
    await page.getByRole("button", { name: "Enter 2 records" }).click();
    await page.getByRole("heading", { name: "2 records entered" }).waitFor();
    assert.ok((await api(bureau, "/api/bureau")).entries >= before + 2);
    assert.deepEqual(await violations(page), []);
    await page.goto(`${bureau.url}/#/find`);
    await settled(page);
    await search(page, "Zhdanko Ostap");
    const first = page.locator(".candidate").first();
    await first.waitFor();
    assert.match(await first.textContent(), /said to be in captivity/);
    assert.deepEqual(await close(), []);
  });

  test("that is no list is refused in words", async () => {
    const { page, close } = await openPage(browser, bureau, "#/lists");
    await settled(page);
    await page.locator("input[type=file]").setInputFiles({
      name: "list.xlsx",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("PK\u0003\u0004"),
    });
    await page.locator("[role=alert]").waitFor();
    assert.match(
      await page.locator("[role=alert]").textContent(),
      /save the list as CSV/,
    );
    await close();
  });

  for (const [width, height] of [
    [1280, 860],
    [390, 844],
  ])
    for (const scheme of ["light", "dark"])
      test(`is looked at, ${width} wide, ${scheme}`, async () => {
        const { page, close } = await openPage(browser, bureau, "#/lists", {
          width,
          height,
          scheme,
        });
        await settled(page);
        await page.screenshot({
          path: `${out}lists-empty-${width}-${scheme}.png`,
        });
        await drop(page);
        await settled(page);
        await page.screenshot({
          path: `${out}lists-${width}-${scheme}.png`,
          fullPage: true,
        });
        assert.ok(
          await page.evaluate(
            () => document.documentElement.scrollWidth <= window.innerWidth,
          ),
          "the page is wider than the window",
        );
        assert.deepEqual(await close(), []);
      });
});

describe("while a name is typed", () => {
  test("words on file are offered in any script, chosen and taken with the keyboard", async () => {
    const { page, close } = await openPage(browser, bureau, "#/find");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await settled(page);
    const before = (await api(bureau, "/api/bureau")).entries;
    await page.keyboard.press("/");
    await page.keyboard.type("koval");
    await page.locator("[role=option]").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: `${out}find-typing.png` });
    await page.keyboard.press("ArrowDown");
    const word = await page
      .locator("[role=option][aria-selected=true] span")
      .first()
      .textContent();
    await page.keyboard.press("Enter");
    const box = page.getByRole("combobox", { name: "Who is sought" });
    assert.equal(await box.inputValue(), `${word} `);
    assert.equal(await page.locator(".understood").count(), 0);
    assert.equal((await api(bureau, "/api/bureau")).entries, before);
    await page.keyboard.type("iv");
    await page.locator("[role=option]").first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("[role=option]:visible").count(), 0);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".understood");
    assert.ok(asked.every((url) => !/koval/i.test(url)));
    assert.deepEqual(await close(), []);
  });
});
