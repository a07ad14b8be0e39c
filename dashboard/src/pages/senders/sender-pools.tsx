import type { ReactNode } from "react";
import type { Schema } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";

export function SenderPools({ pools }: { pools: Schema<"Senders">["senderPools"] }): ReactNode {
  return (
    <dl className="divide-y divide-line">
      {pools.map(({ name, senders }) => (
        <div key={name} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
          <dt className="min-w-32 font-medium">{name}</dt>
          <dd className="flex flex-wrap gap-1.5">
            {senders.map((sender) => (
              <Badge key={sender}>{sender}</Badge>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
