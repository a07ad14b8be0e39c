export type ToastTone = "good" | "bad" | "info";

export interface ToastText {
  tone: ToastTone;
  title: string;
  description: string;
}

let show: ((text: ToastText) => void) | null = null;
let waiting: ToastText[] = [];
let isWanted = false;
const listeners = new Set<() => void>();

/** Says something in passing: `toast("good", t("saved"))`. Bad news interrupts who listens, the rest waits. */
export function toast(tone: ToastTone, title: string, description = ""): void {
  const text = { tone, title, description };
  if (show !== null) return show(text);
  waiting.push(text);
  isWanted = true;
  for (const listener of listeners) listener();
}

/** Whether anything was said yet: what shows toasts is not loaded before. */
export function areToastsWanted(): boolean {
  return isWanted;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes over, beginning with what was said before. */
export function showToastsBy(shown: (text: ToastText) => void): () => void {
  show = shown;
  for (const text of waiting) shown(text);
  waiting = [];
  return () => {
    show = null;
  };
}
