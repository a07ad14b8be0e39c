/**
 * How long after it was stored a version becomes active. A text goes by the version that was active when it was accepted,
 * which its id tells, and never by the one that is active when it is dispatched: queues deliver twice, and a chunk that went
 * one way, while the configuration changed before its second delivery, would else go the other way too and reach the handset
 * twice. That holds only if nobody dispatches a text before knowing the version that is its own, so a version is known
 * everywhere before the first text of its time is accepted.
 */
export const activationDelayMs = 10_000;

/**
 * How long an isolate may go by the list of versions it has. Half the delay: the other half is room for a slow write and for
 * clocks that differ.
 */
export const versionListTtlMs = 5_000;
