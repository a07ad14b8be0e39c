import { findProgram, installPackage } from "../../support/debian-package.ts";

/** Debian's Chromium, installed where this process may do that. Fails in CI, where everything must run; null elsewhere. */
export async function chromiumPath(): Promise<string | null> {
  const path = findProgram("chromium");
  if (path !== undefined) return path;
  const obstacle = await installPackage("chromium");
  const installed = findProgram("chromium");
  if (installed !== undefined) return installed;
  if (process.env["CI"]) throw new Error(`Debian's chromium is missing: ${obstacle}`);
  process.stderr.write(`the browser tests are skipped, Debian's chromium is missing: ${obstacle}\n`);
  return null;
}
