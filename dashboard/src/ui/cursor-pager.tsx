import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";

interface CursorPagerProps {
  /** Whether there is a page before; lists go forward by cursors, so going back is the browser's own way back. */
  cursor: string | undefined;
  nextCursor: string | null | undefined;
  onCursor: (cursor: string | undefined) => void;
  busy?: boolean;
}

/** Keep the cursor in the URL's search: then Back, a reload and a link all show the same page. */
export function CursorPager({ cursor, nextCursor, onCursor, busy = false }: CursorPagerProps): ReactNode {
  const t = useTranslations("common");
  const hasNext = typeof nextCursor === "string";
  if (cursor === undefined && !hasNext) return null;
  return (
    <nav
      aria-label={t("pages")}
      className="flex items-center justify-end gap-2 border-t border-line px-4 py-2.5 sm:px-5"
    >
      <Button size="small" icon={ChevronLeft} disabled={cursor === undefined} onClick={() => onCursor(undefined)}>
        {t("firstPage")}
      </Button>
      <Button size="small" disabled={!hasNext} busy={busy} onClick={() => onCursor(nextCursor ?? undefined)}>
        {t("nextPage")}
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
