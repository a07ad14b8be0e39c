import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, installMissing, root } from "./install.mjs";

/** Everything that CI runs. The last line is `N passed, M failed`; what runs no tests counts as one of them. */
installMissing();

/** Longer than any step takes; one that hangs is ended and counts as failed. */
const stepTimeoutMs = 600_000;

const reports = mkdtempSync(join(tmpdir(), "heliograph-test-"));
const total = { passed: 0, failed: 0 };

runCommand("check", ["npm", "run", "--silent", "check"]);
runTests("unit and connector", ["--project", "unit", "--project", "connector"]);
runTests("workers", ["--config", "vitest.workers.config.ts"]);
runTests("peers", ["--project", "peers"]);
runCommand("build", ["npm", "run", "--silent", "build"]);
runCommand("deploy --dry-run", ["wrangler", "deploy", "--dry-run", "--outdir", join(reports, "bundle")]);
runTests("end to end", ["--project", "e2e"]);

rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {string[]} command
 */
function runCommand(name, command) {
  count(name, run(name, command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/**
 * @param {string} name
 * @param {string[]} selection
 */
function runTests(name, selection) {
  const report = join(reports, `${name}.json`);
  const ok = run(name, [
    "vitest",
    "run",
    ...selection,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const { passed, failed } = readReport(report);
  // A file that does not load, or an error outside any test, fails the run without failing a test.
  count(name, { passed, failed: ok || failed > 0 ? failed : 1 });
}

/** @param {string} file */
function readReport(file) {
  try {
    const report = /** @type {{ numPassedTests: number, numFailedTests: number }} */ (
      JSON.parse(readFileSync(file, "utf8"))
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/**
 * @param {string} name
 * @param {string[]} command
 */
function run(name, [program, ...args]) {
  process.stdout.write(`\n== ${name}\n`);
  const options = { cwd: root, env: environment, stdio: /** @type {const} */ ("inherit"), timeout: stepTimeoutMs };
  return spawnSync(program ?? "", args, options).status === 0;
}

/**
 * @param {string} name
 * @param {{ passed: number, failed: number }} result
 */
function count(name, { passed, failed }) {
  total.passed += passed;
  total.failed += failed;
  process.stdout.write(`== ${name}: ${failed === 0 ? "passed" : "FAILED"}\n`);
}
