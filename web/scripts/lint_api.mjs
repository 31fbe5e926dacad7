// SPDX-License-Identifier: Apache-2.0
// Lints the contract in api/openapi.yaml with the recommended rules of Redocly. Any problem, warnings included, fails.
import { fileURLToPath } from "node:url";
import { createConfig, formatProblems, lint } from "@redocly/openapi-core";

const ref = fileURLToPath(new URL("../../api/openapi.yaml", import.meta.url));
const config = await createConfig({
  extends: ["recommended"],
  // Loopback is this server's only address, by design.
  rules: { "no-server-example.com": "off" },
});
const problems = await lint({ ref, config });
if (problems.length > 0) {
  const severities = { errors: 0, warnings: 0 };
  for (const { severity } of problems) severities[severity === "error" ? "errors" : "warnings"]++;
  formatProblems(problems, { format: "codeframe", totals: { ...severities, ignored: 0 } });
  process.exit(1);
}
console.log("api/openapi.yaml: no problems");
