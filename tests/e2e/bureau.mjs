// SPDX-License-Identifier: Apache-2.0
// A bureau of its own for a test: the real server on a free port, with its data in a folder that goes away with it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.NOSTOS_BIN;
const patience = 30_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// An address given in NOSTOS_URL is used as it is: for looking at pages of a server that runs already.
export async function openBureau({ samples }) {
  if (process.env.NOSTOS_URL)
    return { url: process.env.NOSTOS_URL, close: async () => undefined };
  if (!binary)
    throw new Error(
      "Set NOSTOS_BIN to the built program, or use tests/e2e/run PATH/TO/nostos.",
    );
  const folder = await mkdtemp(join(tmpdir(), "nostos-e2e-"));
  const port = await freePort();
  const args = [
    "serve",
    "--data",
    join(folder, "bureau.sqlite"),
    "--port",
    String(port),
    ...(samples ? ["--samples"] : []),
  ];
  const server = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let ended = false;
  server.stdout.on("data", (chunk) => {
    said += chunk;
  });
  server.stderr.on("data", (chunk) => {
    said += chunk;
  });
  server.on("exit", () => {
    ended = true;
  });
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + patience;
  for (;;) {
    if (ended) throw new Error(`nostos serve ended at once:\n${said}`);
    if (Date.now() > until)
      throw new Error(
        `nostos serve did not answer within ${patience} ms:\n${said}`,
      );
    const answer = await fetch(`${url}/api/bureau`).catch(() => null);
    if (answer?.ok) break;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return {
    url,
    close: async () => {
      if (!ended) {
        const gone = new Promise((resolve) => server.once("exit", resolve));
        server.kill("SIGTERM");
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function api(bureau, path, body) {
  const response = await fetch(
    bureau.url + path,
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/json", origin: bureau.url },
          body: JSON.stringify(body),
        },
  );
  if (!response.ok)
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
