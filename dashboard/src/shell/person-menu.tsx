import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { BookOpen, ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../api/api-error.ts";
import { clientOf } from "../api/client.ts";
import { useAction } from "../forms/use-action.ts";
import { useMe } from "../session/account.ts";
import { LanguageSelect } from "./language-select.tsx";
import { ThemeSelect } from "./theme-select.tsx";

const itemStyle = "flex w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left font-medium hover:bg-panel";

/** The person's own affairs, below the navigation; it opens in place, so nothing has to float. */
export function PersonMenu({ onNavigate }: { onNavigate?: () => void }): ReactNode {
  const me = useMe();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="border-t border-line p-3">
      {isOpen && (
        <div id={id} className="mb-2 grid gap-2 border-b border-line pb-3">
          <Items {...(onNavigate && { onNavigate })} />
        </div>
      )}
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="flex w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left hover:bg-panel"
      >
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
        >
          {initialsOf(me.name || me.email)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate leading-tight font-medium">{me.name}</span>
          <span className="block truncate text-xs leading-tight text-muted">{me.email}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
    </div>
  );
}

function Items({ onNavigate }: { onNavigate?: () => void }): ReactNode {
  const t = useTranslations("shell");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { accountId } = useParams({ strict: false });
  const signOut = useAction({
    run: () => unwrap(clientOf(null).POST("/auth/sign-out")),
    onDone: async () => {
      await navigate({ to: "/sign-in" });
      queries.clear();
    },
  });
  return (
    <>
      <div className="grid gap-2 px-2.5 pb-1">
        <LanguageSelect hideLabel={false} />
        <ThemeSelect />
      </div>
      <div>
        <Link
          {...(accountId === undefined
            ? { to: "/operator/profile" }
            : { to: "/a/$accountId/profile", params: { accountId } })}
          onClick={onNavigate}
          className={itemStyle}
        >
          <UserRound aria-hidden className="size-4 shrink-0 text-muted" />
          {t("profile")}
        </Link>
        <a href="/docs/" target="_blank" rel="noreferrer" className={itemStyle}>
          <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
          {t("apiDocumentation")}
        </a>
        <button type="button" className={itemStyle} onClick={() => signOut.run()}>
          <LogOut aria-hidden className="size-4 shrink-0 text-muted" />
          {t("signOut")}
        </button>
      </div>
    </>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/u).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => (Array.from(word)[0] ?? "").toUpperCase())
    .join("");
}
