import type { BilledUnit, Meter } from "./meter.ts";

/** R2's classes of operations; deleting is free. */
const units: Readonly<Record<string, BilledUnit>> = {
  put: "r2ClassAOperation",
  list: "r2ClassAOperation",
  createMultipartUpload: "r2ClassAOperation",
  get: "r2ClassBOperation",
  head: "r2ClassBOperation",
};

export function meterBucket(bucket: R2Bucket, place: string, meter: Meter): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...parameters: unknown[]) => {
        const unit = units[String(name)];
        if (unit !== undefined) meter.add(place, String(name), unit);
        return Reflect.apply(member, target, parameters) as unknown;
      };
    },
  });
}
