import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { buildDashboard } from "../../../local/build-dashboard.ts";
import { dataPaths } from "../../../local/paths.ts";
import { loadSecrets } from "../../../local/secrets.ts";
import { TestStack } from "../../support/stack.ts";
import { seed } from "../seed.ts";
import { chromiumPath } from "./chromium-path.ts";
import { invitePerson, signUp } from "./people.ts";
import type { Scene } from "./scene.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Null where there is no browser: the tests are skipped. */
    scene: Scene | null;
  }
}

const browserFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** One stack and one browser for all files: both take longer to start than most tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await chromiumPath();
  if (executablePath === null) {
    project.provide("scene", null);
    return () => Promise.resolve();
  }
  await buildDashboard();
  const stop = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<Omit<Scene, "browser">>();
  const running = TestStack.with({}, async (stack) => {
    ready.resolve(await prepare(stack));
    await stop.promise;
  });
  running.catch((error: unknown) => ready.reject(error));
  const [browser, scene] = await Promise.all([
    chromium.launchServer({ executablePath, args: browserFlags }),
    ready.promise,
  ]);
  project.provide("scene", { ...scene, browser: browser.wsEndpoint() });
  return async () => {
    await browser.close();
    stop.resolve();
    await running;
  };
}

async function prepare(stack: TestStack): Promise<Omit<Scene, "browser">> {
  const { ADMIN_KEY: adminKey } = await loadSecrets(dataPaths(stack.folder).secrets);
  const response = await fetch(`${stack.url}/v1/account`, { headers: { authorization: `Bearer ${stack.api.key}` } });
  const { id: accountId } = (await response.json()) as { id: string };
  const edge = { url: stack.url, adminKey, accountId, apiKey: stack.api.key };
  const [owner, operator, openInvitation] = await Promise.all([
    signUp(edge, { email: "maria@example.com", accountId, role: "owner" }, "María Ortiz"),
    signUp(edge, { email: "ana@example.com", operator: true }, "Ana Núñez"),
    invitePerson(edge, { email: "juan@example.com", accountId, role: "viewer" }),
  ]);
  await seed(edge, stack.folder);
  return { ...edge, owner, operator, openInvitation };
}
