import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, installMissing, root } from "./install.mjs";

/** Everything that CI runs. The last line is `N passed, M failed`; what runs no tests counts as one of them. */
await installMissing();

/** Longer than any step takes; one that hangs is ended and counts as failed. */
const stepTimeoutMs = 600_000;

const reports = mkdtempSync(join(tmpdir(), "heliograph-test-"));
const total = { passed: 0, failed: 0 };

// Unit and connector tests leave a core free, which the check has to itself.
await Promise.all([
  buildAndCheck(),
  run(["node", "--disable-warning=ExperimentalWarning", "test/support/install-programs.ts"], "ignore"),
  runTests("unit, connector and dashboard", ["--project", "unit", "--project", "connector", "--project", "dashboard"]),
]);
await runTests("workers", ["--config", "vitest.workers.config.ts"]);
// Both mostly wait, for processes that come up and for timers.
await Promise.all([
  runTests("end to end", ["--project", "e2e"]),
  runTests("peers", ["--project", "peers"], openSync(join(reports, "peers.log"), "w")),
]);
await runTests("browser", ["--project", "browser"]);

rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function buildAndCheck() {
  await runCommand("check", ["npm", "run", "--silent", "check"]);
  await runCommand("build", ["npm", "run", "--silent", "build"]);
  await runCommand("deploy --dry-run", ["wrangler", "deploy", "--dry-run", "--outdir", join(reports, "bundle")]);
}

/**
 * Shows what the command wrote once it has ended, so that it stands together.
 *
 * @param {string} name
 * @param {string[]} command
 */
async function runCommand(name, command) {
  const written = join(reports, `${name}.log`);
  const ok = await run(command, openSync(written, "w"));
  process.stdout.write(`\n== ${name}\n${readFileSync(written, "utf8")}`);
  count(name, ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/**
 * @param {string} name
 * @param {string[]} selection
 * @param {"inherit" | number} output A file, where another run's output would come in between: it is shown at the end.
 */
async function runTests(name, selection, output = "inherit") {
  if (output === "inherit") process.stdout.write(`\n== ${name}\n`);
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = await run(["vitest", "run", ...selection, ...reporters], output);
  if (output !== "inherit") process.stdout.write(`\n== ${name}\n${readFileSync(join(reports, `${name}.log`), "utf8")}`);
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
 * @param {string[]} command
 * @param {"inherit" | "ignore" | number} output
 * @returns {Promise<boolean>} Whether it ended with 0.
 */
function run([program = "", ...args], output) {
  return new Promise((resolve) => {
    spawn(program, args, { cwd: root, env: environment, stdio: ["ignore", output, output], timeout: stepTimeoutMs })
      .on("error", () => resolve(false))
      .on("exit", (exitCode) => resolve(exitCode === 0));
  });
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
