import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

const languages = ["en", "es"] as const;

test.for(languages)("a key is made, works, and is refused once it is revoked (%s)", async (language, context) => {
  const scene = sceneOf(context);
  const t = translator(language);
  const page = await visit(scene, { as: scene.owner, language });
  const name = `Tienda ${language}`;
  await page.goto(`/a/${scene.accountId}/keys`);
  await page.getByRole("button", { name: t("keys.create") }).click();
  const form = page.getByRole("dialog", { name: t("keys.create") });
  await form.getByLabel(t("keys.form.name")).fill(name);
  await form.getByLabel("account:read").check();
  await form.getByRole("button", { name: t("keys.form.submit") }).click();

  const made = page.getByRole("dialog", { name: t("keys.created") });
  const key = (await made.locator("code").textContent()) ?? "";
  const asProgram = (): Promise<Response> =>
    fetch(`${scene.url}/v1/account`, { headers: { authorization: `Bearer ${key}` } });
  expect((await asProgram()).status).toBe(200);
  await made.getByRole("button", { name: t("shared.kept") }).click();
  await made.waitFor({ state: "hidden" });
  // It is shown nowhere again.
  expect(await page.getByText(key).count()).toBe(0);

  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByRole("button", { name: t("keys.revoke") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: t("keys.revokeAction") })
    .click();
  await row.waitFor({ state: "detached" });
  expect((await asProgram()).status).toBe(401);
});

test("a network that is none is said at its field", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/keys`);
  await page.getByRole("button", { name: t("keys.create") }).click();
  const form = page.getByRole("dialog", { name: t("keys.create") });
  await form.getByLabel(t("keys.form.networks")).fill("not-a-network");
  await form.getByRole("button", { name: t("keys.form.submit") }).click();
  await form.locator("textarea[aria-invalid=true]").waitFor();
});
