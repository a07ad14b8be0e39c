import { CSPProvider } from "@base-ui/react/csp-provider";
import { Outlet } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { isConfirmWanted, subscribeToQuestions } from "../ui/ask-confirm.ts";
import { areToastsWanted, subscribeToToasts } from "../ui/toast.ts";
import { SkipLink } from "./skip-link.tsx";

const ConfirmDialog = lazy(() =>
  import("../ui/confirm.tsx").then(({ ConfirmDialog: component }) => ({ default: component })),
);
const Toasts = lazy(() => import("../ui/toasts.tsx").then(({ Toasts: component }) => ({ default: component })));

/** What every page has around it. The policy allows no style elements, so components may make none. */
export function Root(): ReactNode {
  const hasQuestion = useSyncExternalStore(subscribeToQuestions, isConfirmWanted);
  const hasToast = useSyncExternalStore(subscribeToToasts, areToastsWanted);
  return (
    <CSPProvider disableStyleElements>
      <SkipLink />
      <Outlet />
      <Suspense>
        {hasQuestion && <ConfirmDialog />}
        {hasToast && <Toasts />}
      </Suspense>
    </CSPProvider>
  );
}
