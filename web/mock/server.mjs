// SPDX-License-Identifier: Apache-2.0
// A stand-in for the bureau, for work on the pages alone: `npm run mock`, then `npm run dev`. It keeps nothing and reads
// nothing; tests of the pages run against the real server.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { answerTo, completionsOf, peopleRoutes, previewOf } from "./people.mjs";
import { chains, edges, exchanges, findings, readings as made, resolve } from "./bureau.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
// NOSTOS_READINGS=FILE shows real readings instead: `nostos read --with-text --format jsonl … > FILE`.
const readings = process.env.NOSTOS_READINGS
  ? (await readFile(process.env.NOSTOS_READINGS, "utf8"))
      .trim()
      .split("\n")
      .map((line, i) => {
        const reading = JSON.parse(line);
        return {
          ...reading,
          title: reading.text.split("\n")[0].slice(0, 90),
          recorded_at: "2026-11-20T09:00:00Z",
          entry: 2 * i + 1,
          exchanges: {},
          copies: [],
        };
      })
  : made;
const port = Number(process.env.PORT ?? 8080);
const policy = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'";
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const entries = readings.flatMap((r, i) => [
  {
    index: 2 * i + 1,
    kind: "report_received",
    recorded_at: r.recorded_at,
    hash: r.digest,
    author: "samples",
    operation: null,
    about: r.digest,
  },
  {
    index: 2 * i + 2,
    kind: "claims_read",
    recorded_at: r.recorded_at,
    hash: r.rules,
    author: "samples",
    operation: null,
    about: r.digest,
  },
]);
entries.unshift({
  index: 0,
  kind: "bureau_opened",
  recorded_at: "2026-11-20T09:00:00Z",
  hash: readings[0].rules,
  author: "samples",
  operation: null,
  about: null,
});
const root = readings[1].digest;
const line = (r) => ({
  digest: r.digest,
  id: r.id,
  outlet: r.outlet,
  url: r.url,
  lang: r.lang,
  title: r.title,
  published: r.published,
  recorded_at: r.recorded_at,
  events: r.events.length,
  claims: r.claims.length,
  doubts: r.doubts.length,
});

const get = {
  "/api/bureau": () => ({
    name: "Sample bureau",
    sample: true,
    reports: readings.length,
    exchanges: exchanges.length,
    findings: findings.length,
    entries: entries.length,
    head: { size: entries.length, root },
    version: "0.1.0",
  }),
  "/api/parties": () => [
    { id: "RU", names: { en: "Russia", uk: "Росія", ru: "Россия" }, order: 1 },
    { id: "UA", names: { en: "Ukraine", uk: "Україна", ru: "Украина" }, order: 2 },
    {
      id: "AE",
      names: { en: "United Arab Emirates", uk: "Об’єднані Арабські Емірати", ru: "Объединённые Арабские Эмираты" },
      order: 3,
    },
  ],
  "/api/glossary": () => [],
  "/api/exchanges": () => ({ exchanges, chains, edges, assumptions: ["adjacency"] }),
  "/api/findings": () => ({ findings, claims: resolve(findings.flatMap((f) => f.claims)) }),
  "/api/reports": () => readings.map(line),
  "/api/ledger": () => ({ entries, size: entries.length, root }),
  "/api/ledger/verify": () => ({ ok: true, size: entries.length, root, first_bad: null, reason: null }),
  "/api/why": () => ({ steps: [{ kind: "rule", text: "A rule of the English pack fired." }] }),
};

function detail(path) {
  const [, , kind, id] = path.split("/");
  if (kind === "exchanges") {
    const at = exchanges.findIndex((x) => x.id === id);
    if (at < 0) return null;
    const x = exchanges[at];
    return {
      exchange: x,
      findings: findings.filter((f) => f.exchanges.includes(id)),
      edges: edges.filter((e) => x.members.includes(e.a) || x.members.includes(e.b)),
      claims: resolve([
        ...x.claims,
        ...x.legs.flatMap((l) => l.count.claims),
        ...x.totals.flatMap((t) => t.value.claims),
      ]),
      copies: [],
      neighbours: { previous: exchanges[at - 1]?.id ?? null, next: exchanges[at + 1]?.id ?? null },
    };
  }
  if (kind === "reports") return readings.find((r) => r.digest === id) ?? null;
  return null;
}

async function asset(path) {
  const file = join(dist, normalize(path === "/" ? "/index.html" : path));
  return { body: await readFile(file), type: types[extname(file)] ?? "application/octet-stream" };
}

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const json = (status, body) => {
    response.writeHead(status, {
      "content-type": "application/json",
      "content-security-policy": policy,
      "cache-control": "no-store",
    });
    response.end(JSON.stringify(body));
  };
  if (request.method === "POST") {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (pathname === "/api/searches") return json(200, answerTo(JSON.parse(body)));
    if (pathname === "/api/names") return json(200, completionsOf(JSON.parse(body)));
    if (pathname === "/api/lists/preview") return json(200, previewOf(body, searchParams));
    if (pathname === "/api/lists") {
      const { good, refused_rows } = previewOf(body, searchParams);
      return json(201, { fresh: good, known: 0, refused: refused_rows, suggested: 1 });
    }
    if (pathname.startsWith("/api/judgements")) {
      return json(201, {
        id: "0".repeat(32),
        entry: entries.length,
        recorded_at: new Date().toISOString(),
        already_known: false,
        before: [],
        after: [],
      });
    }
    const { body: text = "", published } = JSON.parse(body);
    const digest = createHash("sha256").update(text).digest("hex");
    const known = readings.find((r) => r.digest === digest) ?? readings[2];
    if (pathname === "/api/readings") {
      return json(200, {
        ...known,
        digest,
        text,
        claims: known.claims.filter((c) => text.slice(c.span.start, c.span.end) === c.span.text),
        doubts: [],
        events: known.events,
        published: {
          ...known.published,
          ...(published ? { edtf: published, earliest: published, latest: published, basis: "given" } : {}),
        },
      });
    }
    return json(201, {
      digest: known.digest,
      entry: entries.length,
      recorded_at: new Date().toISOString(),
      already_known: false,
      claims: known.claims.length,
      doubts: 0,
    });
  }
  if (pathname.startsWith("/api/export")) {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-disposition": "attachment; filename=nostos.json",
    });
    return response.end(JSON.stringify({ exchanges, chains, edges, findings, assumptions: [] }));
  }
  if (pathname.startsWith("/api/")) {
    const body = get[pathname]?.() ?? peopleRoutes(pathname, searchParams) ?? detail(pathname);
    return body
      ? json(200, body)
      : json(404, { error: { fault: "not_found", message: "Nothing is filed under that address." } });
  }
  try {
    const { body, type } = await asset(pathname);
    response.writeHead(200, { "content-type": type, "content-security-policy": policy });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
