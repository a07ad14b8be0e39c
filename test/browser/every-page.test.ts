import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Scene } from "./support/scene.ts";
import { type Page, sceneOf, untilReady, useBrowser, visit } from "./support/visit.ts";
import { matches, pagePaths } from "./support/walk.ts";

const artefacts = join(import.meta.dirname, "artefacts");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 860 };

useBrowser();

/** Pages that the router has, who sees them, and an address of each. */
const visitors = ["nobody", "owner", "operator"] as const;
type Visitor = (typeof visitors)[number];

function visitorOf(pattern: string): Visitor {
  if (pattern.startsWith("/operator")) return "operator";
  return pattern.startsWith("/a/") ? "owner" : "nobody";
}

test.for(visitors)(
  "every page of %s is usable by everybody, in light, dark and at a phone's width",
  { timeout: 150_000 },
  async (visitor, context) => {
    const scene = sceneOf(context);
    mkdirSync(artefacts, { recursive: true });
    const page = await visit(scene, visitor === "nobody" ? {} : { as: scene[visitor] });
    const lanes = [page, await page.context().newPage()];
    const problems: string[] = [];
    const links = new Set<string>();
    let waiting = pagePaths().filter((pattern) => visitorOf(pattern) === visitor);
    for (let found = addressesOf(waiting, scene, links); found.size > 0; found = addressesOf(waiting, scene, links)) {
      const queue = found.entries();
      const walk = async (lane: Page): Promise<void> => {
        // Both lanes take from one iterator.
        for (const [pattern, address] of queue) {
          problems.push(...(await inspect(lane, address, nameOf(pattern))));
          for (const link of await linksOn(lane)) links.add(link);
        }
      };
      await Promise.all(lanes.map(walk));
      waiting = waiting.filter((pattern) => !found.has(pattern));
    }
    process.stdout.write(`screenshots: ${artefacts}\n`);
    expect(problems).toEqual([]);
    // A page with something of its own in its address is found by a link; test/browser/seed.ts gives it something to link to.
    expect(waiting).toEqual([]);
  },
);

/** Of those pages whose address is known by now. */
function addressesOf(patterns: readonly string[], scene: Scene, links: ReadonlySet<string>): Map<string, string> {
  return new Map(
    patterns.flatMap((pattern) => {
      const address = addressOf(pattern, scene, links);
      return address === undefined ? [] : [[pattern, address] as const];
    }),
  );
}

function addressOf(pattern: string, scene: Scene, links: ReadonlySet<string>): string | undefined {
  const fixed = pattern
    .replace("/a/$accountId", `/a/${scene.accountId}`)
    .replace("/invite/$token", `/invite/${scene.openInvitation}`);
  // accounts/new is a page of its own, not one of accounts/$accountId.
  return fixed.includes("$") ? [...links].find((link) => matches(fixed, link) && !pagePaths().includes(link)) : fixed;
}

/** What is wrong with a page; leaves a picture of each of its looks. */
async function inspect(page: Page, address: string, name: string): Promise<string[]> {
  const problems: string[] = [];
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(address);
  await untilReady(page);
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await untilReady(page);
    problems.push(
      ...(await violations(page, colorScheme)).map((violation) => `${address} (${colorScheme}): ${violation}`),
    );
    await page.screenshot({
      path: join(artefacts, `${name}.${colorScheme}.jpg`),
      fullPage: true,
      quality: 80,
      type: "jpeg",
    });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
  const overflow = await overflowOf(page);
  if (overflow > 0) problems.push(`${address}: at a phone's width it scrolls sideways by ${overflow} px`);
  await page.screenshot({ path: join(artefacts, `${name}.phone.png`), fullPage: true });
  return problems;
}

/** By how many pixels it is wider than its window, once graphs have had the time to take the new width. */
async function overflowOf(page: Page): Promise<number> {
  const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, undefined, { timeout: 5_000 }).catch(() => undefined);
  return page.evaluate(measure);
}

/** In dark only what colours change: the rest is the same document, and takes as long again. */
async function violations(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  return page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run: (
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      };
      const { violations: found } = await axe.run(options);
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
    },
    colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {},
  );
}

async function linksOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
}

function nameOf(pattern: string): string {
  return pattern.replace("/a/$accountId", "account").replaceAll("$", "").replaceAll("/", "-").replace(/^-/, "");
}
