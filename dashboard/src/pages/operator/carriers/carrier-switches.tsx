import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CirclePause, CirclePlay, CircleStop, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf } from "../../../api/client.ts";
import { useAction } from "../../../forms/use-action.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { useReview } from "../shared/use-review.ts";
import {
  type Carrier,
  type CarrierTrial,
  invalidateCarrier,
  type SwitchAction,
  switchCarrier,
  trySwitch,
} from "./carrier-calls.ts";
import { CarrierTrialView } from "./carrier-trial.tsx";

const icons = { activate: CirclePlay, drain: CirclePause, disable: CircleStop };
const actionsOf: Record<Carrier["service"], readonly SwitchAction[]> = {
  active: ["drain", "disable"],
  draining: ["activate", "disable"],
  disabled: ["activate"],
};

/** Takes a carrier out of service and into it again, after a look at what would become of its texts. */
export function CarrierSwitches({ carrier }: { carrier: Carrier }): ReactNode {
  const t = useTranslations("operator.carriers.switches");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<SwitchAction>("drain");
  const review = useReview<SwitchAction, CarrierTrial>({
    tryIt: (action) => trySwitch(carrier.id, action),
    apply: (action, note) => switchCarrier(carrier.id, action, note),
    done: t("done"),
    onDone: () => invalidateCarrier(queries),
  });
  const remove = useAction({
    run: () => unwrap(clientOf(null).DELETE("/admin/v1/carriers/{id}", { params: { path: { id: carrier.id } } })),
    done: t("deleted"),
    async onDone() {
      await navigate({ to: "/operator/carriers" });
      await invalidateCarrier(queries);
    },
  });
  const askToRemove = async (): Promise<void> => {
    const request = {
      title: t("deleteTitle", { name: carrier.name }),
      description: t("deleteDetail"),
      action: t("delete"),
      danger: true,
    };
    if (await confirm(request)) remove.run();
  };
  return (
    <>
      {actionsOf[carrier.service].map((action) => (
        <Button
          key={action}
          icon={icons[action]}
          variant={action === "activate" ? "primary" : "secondary"}
          busy={review.checking && asked === action}
          onClick={() => {
            setAsked(action);
            review.check(action);
          }}
        >
          {t(action)}
        </Button>
      ))}
      {carrier.service !== "active" && (
        <IconButton icon={Trash2} label={t("delete")} busy={remove.busy} onClick={() => void askToRemove()} />
      )}
      {review.trial === undefined && <Refusal problem={review.problem} />}
      <ReviewDialog
        review={review}
        title={t(`titles.${asked}`, { name: carrier.name })}
        action={t(asked)}
        danger={asked === "disable"}
      >
        {(trial) => (
          <>
            <p>{t(`details.${asked}`)}</p>
            <CarrierTrialView trial={trial} showReroute={asked !== "activate"} />
          </>
        )}
      </ReviewDialog>
    </>
  );
}
