import { Menu as MenuIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { LiveIndicator } from "../live/live-indicator.tsx";
import { IconButton } from "../ui/button.tsx";
import { AccountSwitcher } from "./account-switcher.tsx";
import { Brand } from "./brand.tsx";
import { Navigation, type Area } from "./navigation.tsx";
import { PersonMenu } from "./person-menu.tsx";

// Only where there is no room for the navigation, and not before somebody asks for it.
const Drawer = lazy(() => import("./drawer.tsx").then(({ Drawer: component }) => ({ default: component })));

interface FrameProps {
  area: Area;
  children: ReactNode;
}

/** Navigation at the side, or in a drawer where there is no room for it, and the page. */
export function Frame({ area, children }: FrameProps): ReactNode {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <aside className="hidden border-r border-line bg-sunken lg:block">
        <div className="sticky top-0 flex h-dvh flex-col">
          <SideBar area={area} />
        </div>
      </aside>
      <TopBar area={area} />
      <main id="main" tabIndex={-1} className="min-w-0 pb-12">
        {children}
      </main>
    </div>
  );
}

function SideBar({ area, onNavigate }: { area: Area; onNavigate?: () => void }): ReactNode {
  return (
    <>
      <div className="flex items-center justify-between gap-2 px-4 pt-4 pb-3">
        <Brand />
        <LiveIndicator />
      </div>
      <div className="px-3 pb-2">
        <AccountSwitcher area={area} {...(onNavigate && { onNavigate })} />
      </div>
      <Navigation area={area} {...(onNavigate && { onNavigate })} />
      <PersonMenu {...(onNavigate && { onNavigate })} />
    </>
  );
}

function TopBar({ area }: { area: Area }): ReactNode {
  const t = useTranslations("shell");
  const [isOpen, setIsOpen] = useState(false);
  const [isWanted, setIsWanted] = useState(false);
  const open = (): void => {
    setIsWanted(true);
    setIsOpen(true);
  };
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-3 border-b border-line bg-panel px-3 lg:hidden">
      <IconButton icon={MenuIcon} label={t("openMenu")} onClick={open} />
      <Brand />
      <LiveIndicator />
      {isWanted && (
        <Suspense>
          <Drawer open={isOpen} onOpenChange={setIsOpen}>
            <SideBar area={area} onNavigate={() => setIsOpen(false)} />
          </Drawer>
        </Suspense>
      )}
    </header>
  );
}
