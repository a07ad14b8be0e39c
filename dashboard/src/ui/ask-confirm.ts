export interface ConfirmRequest {
  title: string;
  description: string;
  /** The words on the button that does it, such as "Revoke the key". */
  action: string;
  /** What cannot be taken back. */
  danger?: boolean;
}

interface Question extends Required<ConfirmRequest> {
  open: boolean;
}

let question: Question = { open: false, title: "", description: "", action: "", danger: false };
let isWanted = false;
let resolveAnswer: (yes: boolean) => void = () => undefined;
const listeners = new Set<() => void>();

/** Asks before something is done: `if (await confirm({ … })) …`. Escape and a click beside it are a no. */
export function confirm(request: ConfirmRequest): Promise<boolean> {
  resolveAnswer(false);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  resolveAnswer = resolve;
  isWanted = true;
  show({ danger: false, ...request, open: true });
  return promise;
}

export function answerConfirm(yes: boolean): void {
  resolveAnswer(yes);
  resolveAnswer = () => undefined;
  // The words stay, for as long as the dialog fades out.
  show({ ...question, open: false });
}

export function currentQuestion(): Question {
  return question;
}

/** Whether anything was asked yet: the dialog is not loaded before. */
export function isConfirmWanted(): boolean {
  return isWanted;
}

export function subscribeToQuestions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(next: Question): void {
  question = next;
  for (const listener of listeners) listener();
}
