import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../../api/api-error.ts";
import { read } from "../../api/queries.ts";
import { Json } from "../../components/json.tsx";
import { useAccount } from "../../session/account.ts";
import { Failure, Loading } from "../../ui/states.tsx";

/** What the event says, asked for when it is opened. */
export function EventPayload({ eventId }: { eventId: string }): ReactNode {
  const t = useTranslations("webhooks.deliveries");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="text-[0.8125rem] font-medium">{t("payload")}</summary>
      <div className="mt-2">{isOpen && <Payload eventId={eventId} />}</div>
    </details>
  );
}

function Payload({ eventId }: { eventId: string }): ReactNode {
  const t = useTranslations("webhooks.deliveries");
  const account = useAccount();
  const { data, error } = useQuery(read(account.id, "/v1/events/{eventId}", { params: { path: { eventId } } }));
  if (data !== undefined) return <Json label={t("payload")} value={data} />;
  if (error instanceof ApiError && error.code === "not_found") return <p className="text-muted">{t("payloadGone")}</p>;
  return error === null ? <Loading rows={2} /> : <Failure error={error} />;
}
