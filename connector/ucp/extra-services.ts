import { fromHex, toHex } from "./hex.ts";

/** Services of the XSer field that are used here (EMI/UCP Interface Specification 4.0 §5.1.2). */
export const extraService = { userDataHeader: 0x01, dataCodingScheme: 0x02, billingIdentifier: 0x0c } as const;

export interface ExtraService {
  /** Type of service, 0 to 255. */
  type: number;
  data: Uint8Array;
}

/** The longest XSer field, in hexadecimal digits. */
const longestField = 400;

/** The XSer field; undefined when the services do not fit in one. */
export function writeExtraServices(services: readonly ExtraService[]): string | undefined {
  if (services.some(({ data }) => data.length > 255)) {
    return undefined;
  }
  const field = services.map(({ type, data }) => `${toHex(Uint8Array.of(type, data.length))}${toHex(data)}`).join("");
  return field.length > longestField ? undefined : field;
}

/** The services of an XSer field in order; undefined when the field cannot be read. */
export function readExtraServices(field: string): ExtraService[] | undefined {
  const octets = fromHex(field);
  if (octets === undefined) {
    return undefined;
  }
  const services: ExtraService[] = [];
  for (let position = 0; position < octets.length;) {
    const end = position + 2 + (octets[position + 1] ?? octets.length);
    if (end > octets.length) {
      return undefined;
    }
    services.push({ type: octets[position] ?? 0, data: octets.subarray(position + 2, end) });
    position = end;
  }
  return services;
}
