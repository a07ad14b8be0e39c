import { getRouteApi } from "@tanstack/react-router";
import { CalendarPlus, Send } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { CalendarView } from "./calendar-view.tsx";
import { QuietHours } from "./quiet-hours.tsx";
import { RecurringList } from "./recurring-list.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { ScheduledTexts } from "./scheduled-texts.tsx";
import type { SchedulesView } from "./views.ts";

const route = getRouteApi("/signed-in/a/$accountId/schedules");

/** Everything that is to be sent later: by day, by schedule, by text. */
export function SchedulesPage(): ReactNode {
  const t = useTranslations("schedules");
  const account = useAccount();
  const { view = "calendar" } = route.useSearch();
  const navigate = route.useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <Page
      title={t("title")}
      description={t("description")}
      actions={
        <>
          {account.can("messages:write") && (
            <LinkButton to="/a/$accountId/send" params={{ accountId: account.id }} icon={Send}>
              {t("sendText")}
            </LinkButton>
          )}
          {account.can("schedules:write") && (
            <Button variant="primary" icon={CalendarPlus} onClick={() => setIsMaking(true)}>
              {t("create")}
            </Button>
          )}
        </>
      }
    >
      <Tabs<SchedulesView>
        label={t("title")}
        value={view}
        onChange={(next) => void navigate({ search: { view: next } })}
        tabs={[
          { value: "calendar", label: t("views.calendar"), content: <CalendarView /> },
          { value: "recurring", label: t("views.recurring"), content: <RecurringList /> },
          { value: "texts", label: t("views.texts"), content: <ScheduledTexts /> },
          { value: "quietHours", label: t("views.quietHours"), content: <QuietHours /> },
        ]}
      />
      {isMaking && <ScheduleDialog schedule={null} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}
