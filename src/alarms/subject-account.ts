/** The customer that a subject is of; null where it is only for operators. */
export function subjectAccount(subject: string): string | null {
  return /^(?:account|endpoint)\/(acc_[^/]+)/.exec(subject)?.[1] ?? null;
}
