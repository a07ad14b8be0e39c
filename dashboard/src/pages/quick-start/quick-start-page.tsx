import { useQueryClient } from "@tanstack/react-query";
import { BookOpen, KeyRound, Webhook } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { buttonStyle } from "../../ui/button-style.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SnippetCard } from "./snippet-card.tsx";

/** From nothing to the first text: a key made on the spot, a program that has it, and what comes after. */
export function QuickStartPage(): ReactNode {
  const t = useTranslations("quickStart");
  const account = useAccount();
  const queries = useQueryClient();
  const [key, setKey] = useState<string | null>(null);
  const makeKey = useAction({
    run: () =>
      unwrap(
        account.api.POST("/v1/keys", { body: { name: t("keyName"), scopes: ["messages:write", "messages:read"] } }),
      ),
    onDone(made) {
      setKey(made.key);
      return invalidate(queries, account.id, "/v1/keys");
    },
  });
  return (
    <Page narrow title={t("title")} description={t("description")}>
      <Card title={t("step1")} description={t("step1Detail")}>
        {key !== null ? (
          <CopyField label={t("key")} value={key} />
        ) : account.can("keys:manage") ? (
          <Button variant="primary" icon={KeyRound} busy={makeKey.busy} onClick={() => makeKey.run()}>
            {t("makeKey")}
          </Button>
        ) : (
          <Notice>{t("noKeys")}</Notice>
        )}
      </Card>
      <SnippetCard apiKey={key} />
      <Card title={t("step3")} description={t("step3Detail")}>
        <div className="flex flex-wrap gap-2">
          {account.can("webhooks:manage") && (
            <LinkButton to="/a/$accountId/webhooks" params={{ accountId: account.id }} icon={Webhook}>
              {t("webhooks")}
            </LinkButton>
          )}
          <a href="/docs" className={buttonStyle("secondary")}>
            <BookOpen aria-hidden className="size-4" />
            {t("documentation")}
          </a>
        </div>
      </Card>
    </Page>
  );
}
