import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sceneOf, untilReady, useBrowser, visit } from "./support/visit.ts";

useBrowser();

/** Of scripts and styles, compressed. */
const firstLoadLimit = 200 * 1_024;

test("a first visit loads less than 200 KB of scripts and styles", async (context) => {
  const scene = sceneOf(context);
  const page = await visit(scene, { as: scene.owner });
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!/\.(js|css)$/.test(pathname)) return;
    sizes.set(
      pathname,
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto(`/a/${scene.accountId}/messages`);
  await untilReady(page);
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  process.stdout.write(`first load: ${(total / 1_024).toFixed(1)} KB in ${sizes.size} files\n`);
  expect(total).toBeLessThan(firstLoadLimit);
});

test("every address of the dashboard is the dashboard, under a strict policy; files with a hash may be kept", async (context) => {
  const { url } = sceneOf(context);
  const response = await fetch(`${url}/a/acc_none/overview`, { headers: { "sec-fetch-mode": "navigate" } });
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(html).not.toMatch(/<script(?![^>]*src=)/);

  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
  const kept = await fetch(url + script);
  expect(kept.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  await kept.body?.cancel();

  const api = await fetch(`${url}/v1/none`);
  expect(api.status).toBe(401);
  expect(api.headers.get("content-type")).toContain("application/problem+json");
});

test("the API's documentation keeps its place, and works under its policy", async (context) => {
  const scene = sceneOf(context);
  const page = await visit(scene);
  await page.goto("/docs/");
  // It shows all operations at once, which takes a slow machine a while.
  await page.getByText("/v1/messages").first().waitFor({ timeout: 45_000 });
});
