import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { useLiveFrames } from "../../../live/live-provider.tsx";
import { defined } from "../../../routes/search.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { CarrierStateBadge, ServiceBadge } from "../shared/state-badges.tsx";
import { invalidateCarrier } from "./carrier-calls.ts";
import { CarrierConfigurationTab } from "./carrier-configuration-tab.tsx";
import { CarrierHistory } from "./carrier-history.tsx";
import { CarrierStateTab } from "./carrier-state-tab.tsx";
import { CarrierSwitches } from "./carrier-switches.tsx";

export type CarrierTab = "state" | "form" | "json" | "history";

const route = getRouteApi("/signed-in/operator/carriers/$carrierId");

export function CarrierPage(): ReactNode {
  const t = useTranslations("operator.carriers");
  const { carrierId } = route.useParams();
  const { tab = "state", cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const carrier = useQuery(read(null, "/admin/v1/carriers/{id}", { params: { path: { id: carrierId } } }));
  useLiveFrames((frame) => {
    if (frame.type === "carrier" && frame.carrier.carrierId === carrierId) void invalidateCarrier(queries);
  });
  if (carrier.data === undefined) {
    return (
      <Page title={carrierId}>
        <Card>
          {carrier.isError ? <Failure error={carrier.error} onRetry={() => void carrier.refetch()} /> : <Loading />}
        </Card>
      </Page>
    );
  }
  const { data } = carrier;
  return (
    <Page
      title={data.name}
      description={
        <span className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-xs">{data.id}</code>
          <ServiceBadge service={data.service} />
          <CarrierStateBadge state={data.health.state} />
        </span>
      }
      actions={<CarrierSwitches carrier={data} />}
    >
      <Tabs<CarrierTab>
        label={t("tabs.label")}
        value={tab}
        onChange={(next) => void navigate({ search: defined({ tab: next === "state" ? undefined : next }) })}
        tabs={[
          { value: "state", label: t("tabs.state"), content: <CarrierStateTab carrier={data} /> },
          {
            value: "form",
            label: t("tabs.form"),
            content: <CarrierConfigurationTab key="form" carrier={data} as="form" />,
          },
          {
            value: "json",
            label: t("tabs.json"),
            content: <CarrierConfigurationTab key="json" carrier={data} as="json" />,
          },
          {
            value: "history",
            label: t("tabs.history"),
            content: (
              <CarrierHistory
                carrier={data}
                cursor={cursor}
                onCursor={(next) => void navigate({ search: defined({ tab: "history" as const, cursor: next }) })}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
