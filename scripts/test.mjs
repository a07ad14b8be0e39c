import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { environment, installMissing, root } from "./install.mjs";

/** Everything that CI runs. The last line is `N passed, M failed`; what runs no tests counts as one of them. */
await installMissing();

/** Longer than any step takes; one that hangs is ended and counts as failed. */
const stepTimeoutMs = 420_000;

const reports = mkdtempSync(join(tmpdir(), "heliograph-test-"));
const total = { passed: 0, failed: 0 };
/** What went wrong, a line each, said again at the end where it is found. */
const failures = /** @type {string[]} */ ([]);

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
if (failures.length > 0) process.stdout.write(`\n== failed\n${failures.join("\n")}\n`);
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
  const ended = await run(command, openSync(written, "w"));
  process.stdout.write(`\n== ${name}\n${readFileSync(written, "utf8")}`);
  if (ended !== "passed") failures.push(`${name} ${ended}`);
  count(name, ended === "passed" ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/**
 * @param {string} name
 * @param {string[]} selection
 * @param {"inherit" | number} output A file, where another run's output would come in between: it is shown at the end.
 */
async function runTests(name, selection, output = "inherit") {
  if (output === "inherit") process.stdout.write(`\n== ${name}\n`);
  const report = join(reports, `${name}.json`);
  const openTests = join(reports, `${name}.open`);
  const reporters = ["--reporter=default", "--reporter=json", "--reporter=./test/support/open-tests-reporter.ts"];
  const command = ["vitest", "run", ...selection, ...reporters, `--outputFile.json=${report}`];
  const ended = await run(command, output, { ...environment, OPEN_TESTS_FILE: openTests });
  if (output !== "inherit") process.stdout.write(`\n== ${name}\n${readFileSync(join(reports, `${name}.log`), "utf8")}`);
  const { passed, failed } = readReport(report);
  // A file that does not load, or an error outside any test, fails the run without failing a test.
  if (ended !== "passed" && failed.length === 0) failed.push(`${name} ${ended}${readOpenTests(openTests)}`);
  failures.push(...failed);
  count(name, { passed, failed: failed.length });
}

/**
 * @param {string} file
 * @returns {{ passed: number, failed: string[] }} `failed`: a line for each test.
 */
function readReport(file) {
  try {
    const report = /** @type {import("vitest/node").JsonTestResults} */ (JSON.parse(readFileSync(file, "utf8")));
    const failed = report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages }) => {
          const [reason = ""] = (failureMessages?.[0] ?? "").split("\n");
          return `${relative(root, name)} > ${fullName}: ${reason}`;
        }),
    );
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: [] };
  }
}

/** @param {string} file */
function readOpenTests(file) {
  const open = existsSync(file) ? readFileSync(file, "utf8") : "";
  return open === "" ? "" : `; begun and not ended:\n${open}`;
}

/**
 * @param {string[]} command
 * @param {"inherit" | "ignore" | number} output
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} "passed", or how else it ended.
 */
function run([program = "", ...args], output, env = environment) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", output, output] });
    const timer = setTimeout(() => {
      resolve(`did not end within ${stepTimeoutMs / 1_000} s`);
      child.kill();
    }, stepTimeoutMs);
    /** @param {string} how */
    const end = (how) => {
      clearTimeout(timer);
      resolve(how);
    };
    child
      .on("error", (error) => end(`did not start: ${error.message}`))
      .on("exit", (exitCode, signal) => end(exitCode === 0 ? "passed" : `ended with ${exitCode ?? signal}`));
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
