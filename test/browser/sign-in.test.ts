import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { invitePerson, password, signUp } from "./support/people.ts";
import { type Page, sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

const languages = ["en", "es"] as const;

test.for(languages)("an invitation becomes a person, who signs out and in again (%s)", async (language, context) => {
  const scene = sceneOf(context);
  const t = translator(language);
  const email = `nueva.${language}@example.com`;
  const token = await invitePerson(scene, { email, accountId: scene.accountId, role: "agent" });
  const page = await visit(scene, { language });
  await page.goto(`/invite/${token}`);
  await page.getByLabel(t("invite.name")).fill("Lucía Gómez");
  await page.getByLabel(t("invite.password")).fill(password);
  await page.getByRole("button", { name: t("invite.submit") }).click();
  // An agent sees no money, so it is messages that they begin with.
  await page.getByRole("heading", { level: 1, name: t("messages.title") }).waitFor();
  expect(await page.getByRole("link", { name: t("nav.overview") }).count()).toBe(0);

  await page.getByRole("button", { name: /Lucía Gómez/ }).click();
  await page.getByRole("button", { name: t("shell.signOut") }).click();
  await signIn(page, language, email, "no es esta contraseña");
  await page.getByRole("alert").waitFor();
  await signIn(page, language, email, password);
  await page.getByRole("heading", { level: 1, name: t("messages.title") }).waitFor();

  const again = await visit(scene, { language });
  await again.goto(`/invite/${token}`);
  await again.getByRole("alert").waitFor();
});

test("who is not signed in signs in first, and comes to where they were going", async (context) => {
  const scene = sceneOf(context);
  const page = await visit(scene);
  const path = `/a/${scene.accountId}/messages?status=delivered`;
  await page.goto(path);
  await signIn(page, "en", scene.owner.email, password);
  await page.waitForURL((url) => url.pathname + url.search === path);
});

test("a second factor is turned on, and asked for", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const email = "factor@example.com";
  const person = await signUp(scene, { email, accountId: scene.accountId, role: "viewer" }, "Segundo Factor");
  const page = await visit(scene, { as: person });
  await page.goto(`/a/${scene.accountId}/profile`);
  await page.getByRole("button", { name: t("profile.secondFactor.enable") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("profile.password.current")).fill(password);
  await dialog.getByRole("button", { name: t("profile.secondFactor.continue") }).click();
  await dialog.getByRole("img", { name: t("profile.secondFactor.qr") }).waitFor();
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByLabel(t("profile.secondFactor.code"), { exact: true }).fill(totp(secret));
  await dialog.getByRole("button", { name: t("profile.secondFactor.prove") }).click();
  const backupCode = (await dialog.getByRole("listitem").first().textContent()) ?? "";
  await dialog.getByRole("button", { name: t("profile.secondFactor.kept") }).click();

  const elsewhere = await visit(scene);
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, "en", email, password);
  await elsewhere.getByRole("button", { name: t("signIn.code.useBackup") }).click();
  await elsewhere.getByLabel(t("signIn.code.backupLabel")).fill(backupCode);
  await elsewhere.getByRole("button", { name: t("signIn.code.submit") }).click();
  await elsewhere.getByRole("heading", { level: 1, name: t("overview.title") }).waitFor();
});

test("the dashboard is used by keyboard alone: past the navigation, into a page, through a list", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/messages`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(t("shell.skip"));
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");

  await page.getByRole("link", { name: t("nav.overview") }).press("Enter");
  await page.waitForFunction((title) => document.activeElement?.textContent === title, t("overview.title"));

  await page.getByRole("button", { name: /María Ortiz/ }).press("Enter");
  await page.getByLabel(t("shell.theme")).focus();
  await page.keyboard.type("Dark");
  await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
});

async function signIn(page: Page, language: "en" | "es", email: string, given: string): Promise<void> {
  const t = translator(language);
  await page.getByLabel(t("signIn.email")).fill(email);
  await page.getByLabel(t("signIn.password")).fill(given);
  await page.getByRole("button", { name: t("signIn.submit") }).click();
}

/** RFC 6238, of now. */
function totp(secret: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(secret.replaceAll("=", ""), (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
