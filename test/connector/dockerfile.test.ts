import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, matchesGlob, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { bindConfig, startEdge, startSmsc } from "./link/harness.ts";
import { poll, runConnector } from "./metrics/running-connector.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The Dockerfile's instructions in order, continued lines joined. */
const instructions = readFileSync(join(root, "Dockerfile"), "utf8")
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll(/\\\n/g, " ")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => {
    const [, keyword = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    return { keyword, rest: rest.trim() };
  });

function only(keyword: string): string {
  const found = instructions.filter((instruction) => instruction.keyword === keyword);
  expect(found, `${keyword} once`).toHaveLength(1);
  return found[0]?.rest ?? "";
}

const ignorePatterns = readFileSync(join(root, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** As Docker has it: the last pattern that matches a path or a folder above it decides. */
function isIgnored(path: string): boolean {
  const parts = path.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const last = ignorePatterns.findLast((line) => paths.some((one) => matchesGlob(one, line.replace(/^!/, ""))));
  return last !== undefined && !last.startsWith("!");
}

/** Every file at or below a path, relative to the root. */
function filesOf(path: string): string[] {
  const whole = join(root, path);
  if (!statSync(whole).isDirectory()) {
    return [path];
  }
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Does what the COPY instructions do. Returns the files, relative to both sides. */
function copyInto(directory: string): string[] {
  return instructions
    .filter(({ keyword }) => keyword === "COPY")
    .flatMap(({ rest }) => {
      const words = rest.split(/\s+/);
      const target = words.at(-1) ?? "";
      return words.slice(0, -1).flatMap((source) => {
        // Everything keeps its place; other forms of COPY would need more of Docker here.
        expect(target === "./" || target === source, `COPY ${rest}`).toBe(true);
        const files = filesOf(source).filter((file) => !isIgnored(file));
        expect(files, `COPY ${rest}`).not.toEqual([]);
        for (const file of files) {
          mkdirSync(dirname(join(directory, file)), { recursive: true });
          cpSync(join(root, file), join(directory, file));
        }
        return files;
      });
    });
}

interface LockedPackage {
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  peer?: boolean;
}

/** Links what `npm ci --omit=dev` would put there, from this copy's packages. */
function linkProductionPackages(directory: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(directory, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  const names = Object.entries(packages)
    .filter(([path, { dev, devOptional, optional, peer }]) => path !== "" && !(dev ?? devOptional ?? optional ?? peer))
    .map(([path]) => path)
    .filter((path) => path.lastIndexOf("node_modules/") === 0);
  for (const name of names) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    symlinkSync(join(root, name), join(directory, name), "dir");
  }
  return names;
}

test("the image has all that a connector needs to come up, and nothing of the rest", async () => {
  const edge = await startEdge();
  const smsc = await startSmsc();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port)]);
  const directory = temporaryDirectory();
  const files = copyInto(directory);
  const rest = files.filter(
    (file) => !/^(connector|src\/sms|src\/link|src\/traces)\/|^package(-lock)?\.json$/.test(file),
  );
  expect(rest).toEqual([]);
  expect(files.filter((file) => /simulator|tsconfig|\.test\./.test(file))).toEqual([]);
  expect(linkProductionPackages(directory)).toEqual(
    expect.arrayContaining(["ws", "zod", "libphonenumber-js", "prom-client"].map((name) => `node_modules/${name}`)),
  );

  const [node, ...command] = JSON.parse(only("ENTRYPOINT")) as string[];
  expect(node).toBe("node");
  const { child, url, ended } = await runConnector(
    [process.execPath, ...command],
    {
      ...environmentOfImage(),
      HELIOGRAPH_EDGE_URL: edge.url,
      HELIOGRAPH_CONNECTOR_TOKEN: edge.token,
      // The image's own places belong to the image's machine.
      HELIOGRAPH_CONNECTOR_JOURNAL: join(directory, "connector.journal"),
      HELIOGRAPH_CONNECTOR_HEALTH_PORT: "0",
    },
    directory,
  );
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  await poll(async () => ((await fetch(`${url}/healthz`)).ok ? true : undefined));
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("heliograph_connector_binds");
  expect(await healthcheckExit(new URL(url).port, directory)).toBe(0);

  child.kill(only("STOPSIGNAL") === "SIGTERM" ? "SIGTERM" : "SIGKILL");
  expect(await ended).toBe(0);
  expect(await healthcheckExit(new URL(url).port, directory)).toBe(1);
});

test("the image runs as nobody special, keeps its journal, and ends in time", () => {
  expect(only("FROM")).toBe("node:24-slim");
  expect(only("USER")).toBe("node");
  expect(environmentOfImage()["HELIOGRAPH_CONNECTOR_JOURNAL"]).toContain(`${only("VOLUME")}/`);
  expect(environmentOfImage()["HELIOGRAPH_CONNECTOR_HEALTH_PORT"]).toBe(only("EXPOSE"));
  expect(only("RUN")).toMatch(/^npm ci --omit=dev /);
});

function environmentOfImage(): Record<string, string> {
  const words = only("ENV").split(/\s+/);
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
}

/** What the image's HEALTHCHECK ends with. */
async function healthcheckExit(port: string, directory: string): Promise<number | null> {
  const command = JSON.parse(/CMD (\[.*\])$/.exec(only("HEALTHCHECK"))?.[1] ?? "[]") as string[];
  expect(command[0]).toBe("node");
  const child = spawn(process.execPath, command.slice(1), {
    cwd: directory,
    env: { HELIOGRAPH_CONNECTOR_HEALTH_PORT: port },
    stdio: "ignore",
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
