import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, inject, onTestFinished, type TestContext } from "vitest";
import type { Person, Scene } from "./scene.ts";

export type Language = "en" | "es";

let browser: Browser | undefined;

/** To be called once in each file: connects to the browser. */
export function useBrowser(): void {
  beforeAll(async () => {
    const scene = inject("scene");
    if (scene !== null) browser = await chromium.connect(scene.browser);
  });
  afterAll(() => browser?.close());
}

/** The scene, or the end of the test where there is no browser. */
export function sceneOf(context: TestContext): Scene {
  const scene = inject("scene");
  return scene ?? context.skip("there is no browser");
}

interface VisitOptions {
  /** Who is signed in; nobody if left out. */
  as?: Person;
  language?: Language;
  options?: BrowserContextOptions;
}

/** A fresh profile until the test is over. What the page complains about fails the test. */
export async function visit(scene: Scene, { as, language = "en", options }: VisitOptions = {}): Promise<Page> {
  if (browser === undefined) throw new Error("useBrowser() is missing");
  const context = await browser.newContext({
    baseURL: scene.url,
    locale: language === "es" ? "es-CO" : "en-GB",
    timezoneId: "America/Bogota",
    viewport: { width: 1280, height: 860 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(15_000);
  if (as !== undefined) await context.addCookies(as.cookies);
  const page = await context.newPage();
  const complaints = listen(page);
  onTestFinished(async () => {
    await context.close();
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
  });
  return page;
}

/** Errors of scripts and of the policy. An answer that refuses something is no error of the page. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
    complaints.push(message.text());
  });
  return complaints;
}

/** Resolves when the page's heading is there and nothing on it is loading. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => {
    // Colours that are inherited pass from one theme to the other level by level; a tab in the background does not go on by itself.
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    for (const transition of transitions) transition.finish();
    return (
      transitions.length === 0 &&
      document.querySelector(".animate-pulse") === null &&
      document.fonts.status === "loaded"
    );
  });
}

export type { BrowserContext, Page };
