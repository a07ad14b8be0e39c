import type { ReactNode } from "react";

interface DetailProps {
  label: string;
  children: ReactNode;
}

/** A property and its value; several of them stand in `<Details>`. */
export function Detail({ label, children }: DetailProps): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  );
}

export function Details({ children }: { children: ReactNode }): ReactNode {
  return <dl className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))] gap-x-6 gap-y-4">{children}</dl>;
}
