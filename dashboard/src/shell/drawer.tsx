import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** The navigation over the page. */
export function Drawer({ open, onOpenChange, children }: DrawerProps): ReactNode {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-40 flex w-[17rem] max-w-[85vw] flex-col bg-sunken shadow-raised outline-none transition-transform duration-200 data-[ending-style]:-translate-x-full data-[starting-style]:-translate-x-full">
          <Dialog.Title className="sr-only">{t("menu")}</Dialog.Title>
          <Dialog.Close
            aria-label={t("closeMenu")}
            className="absolute top-3 left-full ml-2 rounded-lg bg-raised p-2 shadow-raised"
          >
            <X aria-hidden className="size-4" />
          </Dialog.Close>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
