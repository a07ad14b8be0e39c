import { CircleAlert, Inbox, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { useProblemText } from "./use-problem-text.ts";

interface EmptyProps {
  title: string;
  description?: ReactNode;
  icon?: LucideIcon;
  action?: ReactNode;
}

/** There is nothing, and what one can do about it. */
export function Empty({ title, description, icon: Icon = Inbox, action }: EmptyProps): ReactNode {
  return (
    <div className="flex flex-col items-center gap-1.5 px-6 py-12 text-center">
      <Icon aria-hidden className="mb-1.5 size-7 text-muted" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {description !== undefined && <p className="max-w-sm text-[0.8125rem] text-muted">{description}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
}

/** What the API said instead of an answer, with its request id for whoever looks into it. */
export function Failure({ error, onRetry }: FailureProps): ReactNode {
  const t = useTranslations("common");
  const { title, detail, requestId } = useProblemText(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-1.5 px-6 py-10 text-center">
      <CircleAlert aria-hidden className="mb-1.5 size-7 text-bad" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {detail !== "" && <p className="max-w-md text-[0.8125rem] text-muted">{detail}</p>}
      {requestId !== "" && <p className="font-mono text-xs text-muted">{requestId}</p>}
      {onRetry && (
        <Button className="mt-3" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}

/** A place that is waiting for its content; what it is waiting for is said once, by the page. */
export function Skeleton({ className = "h-4 w-24" }: { className?: string }): ReactNode {
  return <span aria-hidden className={`block animate-pulse rounded-md bg-sunken ${className}`} />;
}

export function Loading({ rows = 4 }: { rows?: number }): ReactNode {
  const t = useTranslations("common");
  return (
    <output className="grid gap-3 p-5">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={row % 2 === 0 ? "h-4 w-2/3" : "h-4 w-full"} />
      ))}
    </output>
  );
}
