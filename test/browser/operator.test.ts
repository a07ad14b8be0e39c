import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { spareCarrier } from "./seed/operator.ts";
import { sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

test("a rule is tried, stored, compared and taken back", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.operator });
  await page.goto("/operator/routes");
  await page.getByRole("button", { name: t("operator.routes.newRule"), exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(t("operator.routes.columns.id"), { exact: true }).fill("venezuela");
  await form.getByLabel(t("operator.routes.conditions.destinationPrefixes"), { exact: true }).fill("+58412, 58414");
  await form.getByLabel(t("operator.routes.carrier"), { exact: true }).selectOption(spareCarrier);
  await form.getByRole("button", { name: t("operator.routes.take") }).click();
  await page.getByText(t("operator.routes.draft")).waitFor();

  await page.getByRole("button", { name: t("operator.routes.check") }).click();
  const review = page.getByRole("dialog");
  await review.getByText(t("operator.routes.trial.total")).waitFor();
  await review.getByLabel(t("operator.shared.note")).fill("Venezuela by the backup");
  await review.getByRole("button", { name: t("operator.routes.apply") }).click();
  await page.getByText(t("operator.routes.saved")).waitFor();
  const row = page.getByRole("row").filter({ hasText: "venezuela" });
  await row.getByText("58412, 58414").waitFor();

  await page.getByRole("tab", { name: t("operator.routes.tabs.history") }).click();
  const stored = page.getByRole("row").filter({ hasText: "Venezuela by the backup" });
  await stored.getByRole("button", { name: t("operator.shared.compare") }).click();
  await page
    .getByRole("dialog")
    .getByText(t("operator.routes.diff.added", { rules: "venezuela" }))
    .waitFor();
  await page.keyboard.press("Escape");
  const before = page.getByRole("row").filter({ hasText: "Colombia by a rule of its own" });
  await before.getByRole("button", { name: t("operator.shared.revert") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: t("operator.shared.revert") })
    .click();
  await page.getByText(t("operator.shared.reverted")).waitFor();
  await page.getByRole("tab", { name: t("operator.routes.tabs.rules") }).click();
  await page.getByRole("row").filter({ hasText: "colombia" }).waitFor();
  expect(await row.count()).toBe(0);
});

test("a carrier is drained after a look at what comes of it, and activated again", async (context) => {
  const scene = sceneOf(context);
  const t = translator("es");
  const page = await visit(scene, { as: scene.operator, language: "es" });
  await page.goto("/operator/carriers");
  await page.getByRole("link", { name: "Backup operator" }).click();
  await page.getByRole("button", { name: t("operator.carriers.switches.drain"), exact: true }).click();
  const review = page.getByRole("dialog");
  await review.getByText(t("operator.carriers.switches.details.drain")).waitFor();
  await review.getByRole("button", { name: t("operator.carriers.switches.drain"), exact: true }).click();
  await page.getByText(t("operator.carriers.switches.done")).waitFor();
  await page.locator("header").getByText(t("operator.states.service.draining"), { exact: true }).first().waitFor();

  await page.getByRole("button", { name: t("operator.carriers.switches.activate"), exact: true }).click();
  await review.getByRole("button", { name: t("operator.carriers.switches.activate"), exact: true }).click();
  await page.locator("header").getByText(t("operator.states.service.active"), { exact: true }).waitFor();
});

test("a carrier's pace is changed in its form, its passwords stay", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.operator });
  await page.goto(`/operator/carriers/${spareCarrier}?tab=form`);
  await page.getByLabel(t("operator.carriers.edit.pace"), { exact: true }).fill("75");
  await page.getByRole("button", { name: t("operator.carriers.edit.check") }).click();
  const review = page.getByRole("dialog");
  // Nothing but the pace differs: what has no field in the form, and secrets, are as they were.
  await review.getByRole("rowheader").first().waitFor();
  expect(await review.getByRole("rowheader").allTextContents()).toEqual(["segmentsPerSecond"]);
  await review.getByRole("button", { name: t("operator.carriers.edit.apply") }).click();
  await page.getByText(t("operator.carriers.edit.saved")).waitFor();
  await page.getByRole("tab", { name: t("operator.carriers.tabs.state") }).click();
  await page.getByText(t("operator.carriers.state.perSecond", { segments: 75 })).waitFor();
});

test("a dead letter is looked at and replayed, another discarded", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.operator });
  await page.goto("/operator/dead-letters");
  await page.getByRole("link", { name: "seeded-1" }).click();
  await page.getByText("default:seeded-1").waitFor();
  await page.getByRole("button", { name: t("operator.deadLetters.replay"), exact: true }).click();
  await page.getByText(t("operator.deadLetters.replayed")).waitFor();
  await page.getByRole("link", { name: "seeded-2" }).click();
  await page.getByRole("button", { name: t("operator.deadLetters.discard"), exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: t("operator.deadLetters.discard") })
    .click();
  await page.getByText(t("operator.deadLetters.discarded")).waitFor();
  await page.getByRole("link", { name: "seeded-3" }).waitFor();
  expect(await page.getByRole("link", { name: /seeded-[12]/ }).count()).toBe(0);
});
