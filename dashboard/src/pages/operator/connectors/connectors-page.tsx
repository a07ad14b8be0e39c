import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Cable } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { BindStateBadge } from "../shared/state-badges.tsx";

type Connector = Schema<"Connector">;

/** The processes that hold binds, with their links to carriers. */
export function ConnectorsPage(): ReactNode {
  const t = useTranslations("operator.connectors");
  const connectors = useQuery(read(null, "/admin/v1/connectors"));
  return (
    <Page title={t("title")} description={t("description")}>
      {connectors.data === undefined ? (
        <Card>
          {connectors.isError ? (
            <Failure error={connectors.error} onRetry={() => void connectors.refetch()} />
          ) : (
            <Loading />
          )}
        </Card>
      ) : connectors.data.data.length === 0 ? (
        <Card>
          <Empty icon={Cable} title={t("empty")} description={t("emptyDetail")} />
        </Card>
      ) : (
        connectors.data.data.map((connector) => <ConnectorCard key={connector.id} connector={connector} />)
      )}
    </Page>
  );
}

function ConnectorCard({ connector }: { connector: Connector }): ReactNode {
  const t = useTranslations("operator.connectors");
  const common = useTranslations("common");
  const { change } = connector;
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {connector.id}
          {connector.draining && <Badge tone="warn">{connector.drained ? t("drained") : t("draining")}</Badge>}
        </span>
      }
      actions={<Switch connector={connector} />}
    >
      <div className="grid gap-4">
        <Details>
          <Detail label={t("version")}>{connector.version ?? common("none")}</Detail>
          <Detail label={t("lastSeen")}>
            {connector.lastSeenAt === null ? common("none") : <Moment at={connector.lastSeenAt} />}
          </Detail>
          <Detail label={t("firstSeen")}>
            {connector.firstSeenAt === null ? common("none") : <Moment at={connector.firstSeenAt} />}
          </Detail>
          {change !== null && (
            <Detail label={t("changed")}>
              <Moment at={change.at} /> · {change.author}
              {change.note !== null && <span className="block text-xs text-muted">{change.note}</span>}
            </Detail>
          )}
        </Details>
        {connector.links.length === 0 ? (
          <p className="text-muted">{t("noLinks")}</p>
        ) : (
          <ul className="divide-y divide-line rounded-lg border border-line">
            {connector.links.map(({ carrierId, heardAt, binds }) => (
              <li key={carrierId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
                <Link
                  to="/operator/carriers/$carrierId"
                  params={{ carrierId }}
                  className="font-medium underline-offset-4 hover:underline"
                >
                  {carrierId}
                </Link>
                <span className="flex flex-wrap gap-2">
                  {binds.map(({ bindId, state, reason }) => (
                    <span key={bindId} className="flex items-center gap-1.5" title={reason}>
                      <code className="font-mono text-xs">{bindId}</code>
                      <BindStateBadge state={state} />
                    </span>
                  ))}
                </span>
                {heardAt !== null && (
                  <span className="ml-auto text-xs text-muted">
                    {t("heard")} <Moment at={heardAt} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Switch({ connector: { id, draining } }: { connector: Connector }): ReactNode {
  const t = useTranslations("operator.connectors");
  const queries = useQueryClient();
  const params = { path: { id } };
  const onDone = (): Promise<void> => invalidate(queries, null, "/admin/v1/connectors", "/admin/v1/system");
  const drain = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/connectors/{id}/drain", { params, body: {} })),
    done: t("drainDone"),
    onDone,
  });
  const activate = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/connectors/{id}/activate", { params, body: {} })),
    done: t("activateDone"),
    onDone,
  });
  const askToDrain = async (): Promise<void> => {
    const request = { title: t("drainTitle", { connector: id }), description: t("drainDetail"), action: t("drain") };
    if (await confirm(request)) drain.run();
  };
  return draining ? (
    <Button variant="primary" busy={activate.busy} onClick={() => activate.run()}>
      {t("activate")}
    </Button>
  ) : (
    <Button busy={drain.busy} onClick={() => void askToDrain()}>
      {t("drain")}
    </Button>
  );
}
