import { findProgram, installPackage } from "./debian-package.ts";

/** Programs of Debian's that tests run, by their packages. */
const programs = { kannel: "bearerbox", tshark: "tshark", chromium: "chromium" };

// Ahead of the tests, one after another: apt-get lets in only one. What fails is told by the tests that need it.
for (const [packageName, program] of Object.entries(programs)) {
  if (findProgram(program) === undefined) await installPackage(packageName);
}
