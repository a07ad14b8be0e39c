import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { digestOf, generatedHeader } from "./digest.ts";
import { openApiDocument } from "./openapi-document.ts";

// `npm run client:generate` writes client/api.ts from the API's own description; with --check it only says whether it is of
// today's. The generator is installed apart, when it is needed: it takes an older TypeScript than the house has.

const room = fileURLToPath(new URL(".", import.meta.url).href);
const typesFile = fileURLToPath(new URL("../api.ts", import.meta.url).href);
const documentFile = `${room}openapi.json`;

const { json, digest } = await openApiDocument();

if (process.argv.includes("--check")) {
  if (!existsSync(typesFile) || digestOf(readFileSync(typesFile, "utf8")) !== digest) {
    console.error("client/api.ts is not of the API as it is now: run npm run client:generate");
    process.exitCode = 1;
  }
} else {
  if (!existsSync(`${room}node_modules`))
    execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: room, stdio: "inherit" });
  writeFileSync(documentFile, json);
  try {
    const generator = `${room}node_modules/openapi-typescript/bin/cli.js`;
    // What has a default may be left out of a request.
    const flags = ["--alphabetize", "--export-type", "--default-non-nullable=false"];
    const types = execFileSync(process.execPath, [generator, documentFile, ...flags], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "inherit"],
    });
    writeFileSync(typesFile, generatedHeader(digest) + types);
  } finally {
    rmSync(documentFile);
  }
  console.log(`client/api.ts is of ${digest.slice(0, 12)}`);
}
