import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { call } from "./support/call.ts";
import { sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

const languages = ["en", "es"] as const;

test.for(languages)(
  "a schedule is made, stands in the calendar, is paused and deleted (%s)",
  async (language, context) => {
    const scene = sceneOf(context);
    const t = translator(language);
    const page = await visit(scene, { as: scene.owner, language });
    const name = `Clases ${language}`;
    await page.goto(`/a/${scene.accountId}/schedules`);
    await page.getByRole("button", { name: t("schedules.create") }).click();
    const form = page.getByRole("dialog", { name: t("schedules.create") });
    await form.getByLabel(t("schedules.form.name")).fill(name);
    await form.getByLabel(t("schedules.form.time"), { exact: true }).fill("18:30");
    await form.getByLabel(t("schedules.form.to")).fill("+573007771001\n+573007771002");
    await form.getByLabel(t("schedules.form.from")).fill("Elibom");
    await form.getByLabel(t("schedules.form.text")).fill("Su clase es a las 19:00");
    await form.getByRole("button", { name: t("schedules.form.submit") }).click();
    await form.waitFor({ state: "hidden" });

    // The next month has it on each of its days.
    await page.getByRole("button", { name: t("schedules.calendar.next") }).click();
    const entry = page.getByRole("link", { name: `18:30 ${name}` }).filter({ visible: true });
    await entry.first().waitFor();
    expect(await entry.count()).toBeGreaterThanOrEqual(28);
    await entry.first().click();

    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText(t("schedules.summary.day", { time: "18:30" })).waitFor();
    await page.getByRole("button", { name: t("schedules.detail.pause") }).click();
    await page.getByText(t("schedules.recurring.paused"), { exact: true }).waitFor();
    await page.getByRole("button", { name: t("schedules.detail.remove") }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("schedules.detail.removeAction") })
      .click();
    await page.waitForURL(/schedules\?view=recurring/);
    await page.getByRole("link", { name: "Monday reminder" }).waitFor();
    expect(await page.getByRole("link", { name }).count()).toBe(0);
  },
);

test("a recipient that is none is said at its field", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/schedules?view=recurring`);
  await page.getByRole("button", { name: t("schedules.create") }).click();
  const form = page.getByRole("dialog", { name: t("schedules.create") });
  await form.getByLabel(t("schedules.form.name")).fill("Wrong");
  await form.getByLabel(t("schedules.form.to")).fill("nobody");
  await form.getByLabel(t("schedules.form.from")).fill("Elibom");
  await form.getByLabel(t("schedules.form.text")).fill("Hola");
  await form.getByRole("button", { name: t("schedules.form.submit") }).click();
  await form.locator("textarea[aria-invalid=true]").waitFor();
});

test("a scheduled text is changed, then canceled, from the list of those that wait", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const to = "+573007771011";
  const sendAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
  await call(scene, "POST", "/v1/messages", { to, from: "Elibom", text: "Hasta mañana", sendAt });
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/schedules?view=texts`);
  const row = page.getByRole("row").filter({ hasText: to });
  await row.getByRole("button", { name: t("schedules.texts.change") }).click();
  const form = page.getByRole("dialog", { name: t("schedules.texts.changeTitle") });
  await form.getByLabel(t("schedules.texts.text"), { exact: true }).fill("Hasta pasado mañana");
  await form.getByRole("button", { name: t("common.save") }).click();
  await form.waitFor({ state: "hidden" });
  await row.getByRole("button", { name: t("schedules.texts.cancel") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: t("schedules.texts.cancelAction") })
    .click();
  await row.waitFor({ state: "detached" });
});
