import type { FieldError, Result } from "../errors.ts";
import { ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseNetwork } from "./networks.ts";

/** Networks that a key may be used from, held to be such. Errors: invalid_request. */
export function parseNetworks(networks: readonly string[] | null): Result<string[] | null> {
  if (networks === null) return ok(null);
  const fields = networks.flatMap((text, index): FieldError[] => {
    if (parseNetwork(text) !== null) return [];
    const message =
      "Put an address or a network here, as in 203.0.113.0/24 or 2001:db8::/32, without bits after its prefix.";
    return [{ path: `allowedNetworks.${index}`, code: "invalid_request", message }];
  });
  return fields.length > 0 ? failFields(fields) : ok([...networks]);
}
