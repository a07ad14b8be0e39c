import { commandStatus } from "./constants.ts";
import type { Tlv } from "./pdu.ts";
import { noTlvs } from "./pdu.ts";

const { ESME_RINVCMDLEN, ESME_RINVMSGLEN, ESME_RINVTLVSTREAM } = commandStatus;

const noBytes = Buffer.alloc(0);

/** A cursor that keeps the first fault and reads zeros and empty strings past it. */
export class Reader {
  fault: string | undefined = undefined;
  faultStatus = 0;
  readonly #bytes: Buffer;
  readonly #end: number;
  #offset: number;

  constructor(bytes: Buffer, offset: number, end: number) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#end = end;
  }

  #fail(status: number, reason: string): void {
    if (this.fault === undefined) {
      this.fault = reason;
      this.faultStatus = status;
    }
    this.#offset = this.#end;
  }

  octet(): number {
    if (this.#offset >= this.#end) {
      this.#fail(ESME_RINVCMDLEN, "the PDU ends before its mandatory fields do");
      return 0;
    }
    return this.#bytes[this.#offset++] ?? 0;
  }

  optionalOctet(): number {
    return this.#offset < this.#end ? this.octet() : 0;
  }

  text(longest: number, field: string, status: number): string {
    const start = this.#offset;
    const terminator = this.#terminator(start);
    if (terminator === -1) {
      this.#fail(ESME_RINVCMDLEN, `${field} is not terminated`);
      return "";
    }
    return this.#slice(start, terminator, longest, field, status);
  }

  optionalText(longest: number, field: string): string {
    const start = this.#offset;
    const terminator = this.#terminator(start);
    return this.#slice(start, terminator === -1 ? this.#end : terminator, longest, field, ESME_RINVCMDLEN);
  }

  #terminator(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    for (let offset = start; offset < end; offset++) {
      if (bytes[offset] === 0) {
        return offset;
      }
    }
    return -1;
  }

  #slice(start: number, terminator: number, longest: number, field: string, status: number): string {
    if (terminator - start > longest) {
      this.#fail(status, `${field} is longer than ${longest} octets`);
      return "";
    }
    this.#offset = Math.min(terminator + 1, this.#end);
    return start === terminator ? "" : this.#bytes.toString("latin1", start, terminator);
  }

  shortMessage(): Uint8Array {
    const length = this.octet();
    const start = this.#offset;
    if (start + length > this.#end) {
      this.#fail(ESME_RINVMSGLEN, "sm_length reaches past the end of the PDU");
      return noBytes;
    }
    this.#offset = start + length;
    return length === 0 ? noBytes : this.#bytes.subarray(start, start + length);
  }

  /** Whether the next octet is one that tags begin with and printable text does not. */
  atTag(): boolean {
    const next = this.#offset < this.#end ? (this.#bytes[this.#offset] ?? 0) : 0;
    return next > 0 && next < 0x20;
  }

  /** Optional parameters where the standard knows of none: what cannot be read there is not there. */
  readableTlvs(): readonly Tlv[] {
    if (this.#offset >= this.#end || this.fault !== undefined) {
      return noTlvs;
    }
    const found = this.tlvs();
    this.fault = undefined;
    return found;
  }

  tlvs(): readonly Tlv[] {
    if (this.#offset >= this.#end) {
      return noTlvs;
    }
    const found: Tlv[] = [];
    while (this.#offset < this.#end) {
      const start = this.#offset + 4;
      const length = start <= this.#end ? this.#bytes.readUInt16BE(start - 2) : 0;
      if (start + length > this.#end) {
        this.#fail(ESME_RINVTLVSTREAM, "an optional parameter reaches past the end of the PDU");
        break;
      }
      found.push({ tag: this.#bytes.readUInt16BE(start - 4), value: this.#bytes.subarray(start, start + length) });
      this.#offset = start + length;
    }
    return found;
  }
}
