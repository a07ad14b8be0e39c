import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-field.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { type SnippetLanguage, snippetLanguages, snippetOf } from "./snippets.ts";

const route = getRouteApi("/signed-in/a/$accountId/quick-start");
const exampleRecipient = "+573001234567";

/** Snippets with the account's own sender and address. The key is in them only while it is on the page. */
export function SnippetCard({ apiKey }: { apiKey: string | null }): ReactNode {
  const t = useTranslations("quickStart");
  const account = useAccount();
  const { language = "curl" } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: register } = useQuery(read(account.id, "/v1/senders"));
  const [to, setTo] = useState(exampleRecipient);
  const [chosenSender, setSender] = useState<string | null>(null);
  const ownSender = register?.senders?.find(({ status }) => status === "active")?.address ?? "";
  const from = chosenSender ?? ownSender;
  const values = { origin: location.origin, key: apiKey ?? t("keyPlaceholder"), to, from, text: t("sampleText") };
  return (
    <Card title={t("step2")} description={t("step2Detail")}>
      <div className="mb-4 grid gap-4 sm:grid-cols-2">
        <TextField label={t("to")} value={to} inputMode="tel" onChange={({ target }) => setTo(target.value)} />
        <TextField
          label={t("from")}
          value={from}
          placeholder={t("anySender")}
          onChange={({ target }) => setSender(target.value)}
        />
      </div>
      <Tabs<SnippetLanguage>
        label={t("language")}
        value={language}
        onChange={(next) => void navigate({ search: { language: next } })}
        tabs={snippetLanguages.map((value) => ({
          value,
          label: t(`languages.${value}`),
          content: <Snippet code={snippetOf(value, values)} />,
        }))}
      />
    </Card>
  );
}

function Snippet({ code }: { code: string }): ReactNode {
  const t = useTranslations("quickStart");
  return (
    <div className="rounded-lg border border-line bg-sunken">
      <div className="flex justify-end border-b border-line px-1">
        <CopyButton value={code} label={t("copy")} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has only a keyboard scrolls what has the focus */}
      <pre tabIndex={0} className="overflow-x-auto p-3.5 font-mono text-[0.8125rem] leading-relaxed">
        {code}
      </pre>
    </div>
  );
}
