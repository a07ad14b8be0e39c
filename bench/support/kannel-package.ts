import { findProgram, installPackage } from "../../test/support/debian-package.ts";

const programs = ["bearerbox", "smsbox"];

/** Installs Debian's kannel where it is missing. Resolves with what stands in the way, or null when it is there. */
export async function missingKannel(): Promise<string | null> {
  if (isThere()) return null;
  process.stderr.write("Kannel is missing; installing Debian's package\n");
  const obstacle = await installPackage("kannel");
  return isThere() ? null : obstacle;
}

function isThere(): boolean {
  return programs.every((program) => findProgram(program) !== undefined);
}
