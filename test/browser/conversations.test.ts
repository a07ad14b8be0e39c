import { expect, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { inboundNumber } from "./seed/account.ts";
import { sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

const languages = ["en", "es"] as const;
const peer = "+573005550142";

test.for(languages)(
  "a handset is found, answered, and the answer becomes delivered (%s)",
  async (language, context) => {
    const scene = sceneOf(context);
    const t = translator(language);
    const page = await visit(scene, { as: scene.owner, language });
    await page.goto(`/a/${scene.accountId}/conversations`);
    await page.getByLabel(t("conversations.search")).fill(peer);
    await page.getByRole("button", { name: t("shared.search") }).click();
    await page.waitForURL(/peer=/);
    await page.getByRole("link", { name: t("conversations.open", { peer }) }).click();

    const thread = page.getByRole("region", { name: t("conversations.thread.messages") });
    await thread.getByText("Hola, ¿a qué hora abren?").waitFor();
    const answer = `Abrimos a las 8 (${language})`;
    await page.getByLabel(t("conversations.thread.reply")).fill(answer);
    // The same count as the edge's: 21 septets of 160.
    await page.getByText(t("shared.segmentCount", { segments: 1, used: String(answer.length), room: "160" })).waitFor();
    await page.getByRole("button", { name: t("conversations.thread.send") }).click();
    const bubble = thread.getByRole("listitem").filter({ hasText: answer });
    await bubble.getByText(t("statuses.delivered")).waitFor();
    expect(await bubble.count()).toBe(1);
    expect(page.url()).toContain(inboundNumber);
  },
);

test("what is refused is said where it was written", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/conversations/${inboundNumber}/${encodeURIComponent("+573005550199")}`);
  await page.getByText(t("conversations.thread.empty")).waitFor();
  await page.getByLabel(t("conversations.thread.reply")).fill("Hola");
  await page.getByRole("button", { name: t("conversations.thread.send") }).click();
  // The number is suppressed: the API's words, with its request id.
  await page.getByRole("alert").getByText(/req_/).waitFor();
});
