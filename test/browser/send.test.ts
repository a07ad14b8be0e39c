import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { type Page, sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

const languages = ["en", "es"] as const;

/** What a reload would take away. */
const mark = "still the same document";

async function begin(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.evaluate((text) => Object.assign(globalThis, { mark: text }), mark);
}

function markOf(page: Page): Promise<unknown> {
  return page.evaluate(() => (globalThis as { mark?: unknown }).mark);
}

test.for(languages)("a text that is sent becomes delivered without a reload (%s)", async (language, context) => {
  const scene = sceneOf(context);
  const t = translator(language);
  const page = await visit(scene, { as: scene.owner, language });
  await begin(page, `/a/${scene.accountId}/send`);
  const to = language === "en" ? "+573007770001" : "+573007770002";
  await page.getByLabel(t("send.to"), { exact: true }).fill(to);
  await page.getByLabel(t("send.from"), { exact: true }).fill("Elibom");
  await page.getByLabel(t("send.text"), { exact: true }).fill("Su cita es mañana – a las 10:00");
  // The dash is not in GSM 7-bit, and the counter says so while one writes.
  await page.getByText(t("send.marks.foreign")).waitFor();
  await page.getByRole("button", { name: t("send.submit", { count: 1 }), exact: true }).click();

  const sent = page.getByRole("region", { name: t("send.sent.title") });
  await sent.getByText(t("statuses.delivered")).waitFor();
  await sent.getByRole("link", { name: to }).click();
  await page.getByRole("heading", { level: 1, name: t("message.title", { to }) }).waitFor();
  await page.getByText(t("message.steps.receipt")).waitFor();
  expect(await markOf(page)).toBe(mark);
});

test.for(languages)("a text for tomorrow is scheduled, and canceled before it goes (%s)", async (language, context) => {
  const scene = sceneOf(context);
  const t = translator(language);
  const page = await visit(scene, { as: scene.owner, language });
  await begin(page, `/a/${scene.accountId}/send`);
  await page.getByLabel(t("send.to"), { exact: true }).fill(language === "en" ? "+573007770011" : "+573007770012");
  await page.getByLabel(t("send.from"), { exact: true }).fill("Elibom");
  await page.getByLabel(t("send.text"), { exact: true }).fill("Hasta mañana");
  await page.getByLabel(t("send.later"), { exact: true }).check();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(t("send.time"), { exact: true }).fill(`${tomorrow}T18:30`);
  await page.getByLabel(t("send.timeZone"), { exact: true }).selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: t("send.schedule", { count: 1 }), exact: true }).click();

  const sent = page.getByRole("region", { name: t("send.sent.title") });
  await sent.getByText(t("statuses.scheduled")).waitFor();
  // 18:30 in Tokyo is 4:30 of that day in Bogotá, where the browser is.
  expect(await sent.locator("time").textContent()).toContain("04:30");
  await sent.getByRole("button", { name: t("send.sent.cancel") }).click();
  await sent.getByText(t("statuses.canceled")).waitFor();
  expect(await markOf(page)).toBe(mark);
});

test("the list of messages follows what happens elsewhere", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const [list, form] = await Promise.all([visit(scene, { as: scene.owner }), visit(scene, { as: scene.owner })]);
  const to = "+573007770021";
  await list.goto(`/a/${scene.accountId}/messages`);
  await list.getByRole("complementary").getByText(t("shell.live"), { exact: true }).waitFor();
  await form.goto(`/a/${scene.accountId}/send`);
  await form.getByLabel(t("send.to"), { exact: true }).fill(to);
  await form.getByLabel(t("send.from"), { exact: true }).fill("Elibom");
  await form.getByLabel(t("send.text"), { exact: true }).fill("Visto desde otra pestaña");
  await form.getByRole("button", { name: t("send.submit", { count: 1 }), exact: true }).click();
  const row = list.getByRole("row").filter({ hasText: to });
  await row.getByText(t("statuses.delivered")).filter({ visible: true }).waitFor();
});

test("a filtered search is an address that can be handed on", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/messages`);
  await page.getByLabel(t("messages.filters.status")).selectOption("scheduled");
  await page.getByRole("button", { name: t("messages.filters.apply") }).click();
  await page.waitForURL(/status=scheduled/);
  await page
    .getByRole("row")
    .filter({ hasText: t("statuses.scheduled") })
    .first()
    .waitFor();
  const shared = await visit(scene, { as: scene.owner });
  await shared.goto(page.url());
  await shared
    .getByRole("row")
    .filter({ hasText: t("statuses.scheduled") })
    .first()
    .waitFor();
  expect(
    await shared
      .getByRole("row")
      .filter({ hasText: t("statuses.delivered") })
      .count(),
  ).toBe(0);
});
