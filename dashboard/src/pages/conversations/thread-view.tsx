import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { MessageStatusBadge } from "../../ui/message-status.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { ThreadText } from "./thread.ts";

interface ThreadViewProps {
  texts: readonly ThreadText[];
  hasOlder: boolean;
  isLoadingOlder: boolean;
  onOlder: () => void;
}

/** Oldest on top, scrolled to the last text; what comes in is said aloud. */
export function ThreadView({ texts, hasOlder, isLoadingOlder, onOlder }: ThreadViewProps): ReactNode {
  const t = useTranslations("conversations.thread");
  const list = useRef<HTMLElement>(null);
  const lastId = texts.at(-1)?.id;
  useEffect(() => {
    if (lastId !== undefined && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lastId]);
  return (
    <section
      ref={list}
      aria-label={t("messages")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has only a keyboard scrolls what has the focus
      tabIndex={0}
      className="relative max-h-[min(36rem,calc(100dvh-22rem))] min-h-56 overflow-y-auto p-4 sm:p-5"
    >
      {hasOlder && (
        <div className="mb-4 text-center">
          <Button size="small" busy={isLoadingOlder} onClick={onOlder}>
            {t("older")}
          </Button>
        </div>
      )}
      <ol aria-live="polite" className="grid gap-3">
        {texts.map((text) => (
          <Bubble key={text.id} text={text} />
        ))}
      </ol>
    </section>
  );
}

function Bubble({ text: { id, direction, text, status, createdAt } }: { text: ThreadText }): ReactNode {
  const t = useTranslations("conversations.thread");
  const account = useAccount();
  const isOurs = direction === "outbound";
  return (
    <li
      className={classNames(
        "grid max-w-[85%] gap-1",
        isOurs ? "justify-items-end justify-self-end" : "justify-self-start",
      )}
    >
      <span className="sr-only">{isOurs ? t("you") : t("handset")}</span>
      <p
        className={classNames(
          "rounded-2xl px-3.5 py-2 break-words whitespace-pre-wrap",
          isOurs ? "rounded-br-md bg-accent-soft" : "rounded-bl-md bg-sunken",
        )}
      >
        {text === "" && !account.seesNumbers ? <em className="text-muted">{t("hidden")}</em> : text}
      </p>
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        <Moment at={createdAt} />
        {status !== undefined && (
          <Link
            to="/a/$accountId/messages/$messageId"
            params={{ accountId: account.id, messageId: id }}
            title={t("openMessage")}
          >
            <MessageStatusBadge status={status} />
          </Link>
        )}
      </p>
    </li>
  );
}
