import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { defined } from "../../../routes/search.ts";
import { Page } from "../../../ui/page.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { AlarmsList } from "./alarms-list.tsx";
import { RulesTab } from "./rules-tab.tsx";
import { TargetsTab } from "./targets-tab.tsx";

export type AlarmsTab = "alarms" | "rules" | "targets";

const route = getRouteApi("/signed-in/operator/alarms");

export function AlarmsPage(): ReactNode {
  const t = useTranslations("operator.alarms");
  const { tab = "alarms" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title={t("title")} description={t("description")}>
      <Tabs<AlarmsTab>
        label={t("title")}
        value={tab}
        onChange={(next) => void navigate({ search: defined({ tab: next === "alarms" ? undefined : next }) })}
        tabs={[
          { value: "alarms", label: t("tabs.alarms"), content: <AlarmsList /> },
          { value: "rules", label: t("tabs.rules"), content: <RulesTab /> },
          { value: "targets", label: t("tabs.targets"), content: <TargetsTab /> },
        ]}
      />
    </Page>
  );
}
