import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import { showToastsBy, type ToastTone } from "./toast.ts";

const toastManager = Toast.createToastManager<{ tone: ToastTone }>();

const icons: Record<ToastTone, ReactNode> = {
  good: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />,
  bad: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />,
};

/** Where toasts appear; assistive technology hears them as they come. */
export function Toasts(): ReactNode {
  useEffect(
    () =>
      showToastsBy(({ tone, title, description }) => {
        const priority = tone === "bad" ? "high" : "low";
        toastManager.add({ title, priority, data: { tone }, ...(description !== "" && { description }) });
      }),
    [],
  );
  return (
    <Toast.Provider toastManager={toastManager} timeout={6_000} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 sm:right-6 sm:bottom-6">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const t = useTranslations("common");
  const { toasts } = Toast.useToastManager<{ tone: ToastTone }>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line bg-raised shadow-raised transition-[opacity,transform] duration-200 data-[ending-style]:opacity-0 data-[starting-style]:translate-y-2 data-[starting-style]:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 p-3">
        {icons[toast.data?.tone ?? "info"]}
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium break-words" />
          <Toast.Description className="text-[0.8125rem] break-words text-muted" />
        </div>
        <Toast.Close aria-label={t("close")} className="rounded p-0.5 text-muted hover:text-text">
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
