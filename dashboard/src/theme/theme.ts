import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

// public/theme.js reads it before the first paint.
const storageKey = "heliograph.theme";
const listeners = new Set<() => void>();
const darkSystem = matchMedia("(prefers-color-scheme: dark)");

darkSystem.addEventListener("change", tellAll);

export function chooseTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset["theme"];
    localStorage.removeItem(storageKey);
  } else {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem(storageKey, theme);
  }
  tellAll();
}

/** What the person chose. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme);
}

/** What is on the screen: for what is drawn without CSS. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, () => {
    const chosen = chosenTheme();
    return chosen === "dark" || (chosen === "system" && darkSystem.matches);
  });
}

function chosenTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellAll(): void {
  for (const listener of listeners) listener();
}
