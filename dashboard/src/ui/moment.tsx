import type { ReactNode } from "react";
import { useFormat } from "../format/use-format.ts";

/** A time as people say it, with the whole of it for who asks. */
export function Moment({ at, withSeconds = false }: { at: string | number; withSeconds?: boolean }): ReactNode {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.moment(at)} className="figures whitespace-nowrap">
      {withSeconds ? format.moment(at) : format.shortMoment(at)}
    </time>
  );
}
