import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { clientOf } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { deviceOf } from "./device-of.ts";

/** Where the person is signed in. */
export function SessionsCard(): ReactNode {
  const t = useTranslations("profile.sessions");
  const queries = useQueryClient();
  const sessions = useQuery(read(null, "/people/v1/sessions"));
  const revoke = useAction({
    run: (id: string) => unwrap(clientOf(null).DELETE("/people/v1/sessions/{id}", { params: { path: { id } } })),
    done: t("ended"),
    onDone: () => invalidate(queries, null, "/people/v1/sessions"),
  });
  return (
    <Card title={t("title")} description={t("description")} flush>
      {sessions.isError ? (
        <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.data === undefined ? (
        <Loading rows={2} />
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {sessions.data.data.map(({ id, current, userAgent, address, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-5">
              <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.5} />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {deviceOf(userAgent) ?? t("unknownDevice")}
                  {current && <Badge tone="good">{t("current")}</Badge>}
                </p>
                <p className="text-[0.8125rem] text-muted">
                  {address !== null && <>{address} · </>}
                  {t("since")} <Moment at={createdAt} />
                </p>
              </div>
              {!current && (
                <Button size="small" busy={revoke.input === id} onClick={() => revoke.run(id)}>
                  {t("end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
