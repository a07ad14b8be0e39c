import { expect, it } from "vitest";
import { headerBytes, inboundPdu, readSubmit, receiptPdu } from "../../../bench/support/smsc/pdu.ts";
import { eachNumberIn, numberBefore, recipientOf } from "../../../bench/support/text-numbers.ts";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";

function submitBytes(registeredDelivery: number): Buffer {
  const encoded = encodePdu(
    {
      command: "submit_sm",
      serviceType: "VMA",
      sourceAddrTon: 5,
      sourceAddr: "Heliograph",
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr: recipientOf(4_711),
      validityPeriod: "000001000000000R",
      registeredDelivery,
      shortMessage: Buffer.from("Your code is 4711."),
    },
    1,
  );
  if (!encoded.ok) throw new Error(encoded.reason);
  return encoded.bytes;
}

it("reads from a submit what its receipt needs", () => {
  const bytes = submitBytes(1);
  const submit = readSubmit(bytes, 0);
  expect(numberBefore(bytes, submit.destinationEnd)).toBe(4_711);
  expect(submit.wantsReceipt).toBe(true);
  expect(readSubmit(submitBytes(0), 0).wantsReceipt).toBe(false);
});

it("makes receipts that go back to where the submit came from", () => {
  const bytes = submitBytes(1);
  const receipt = receiptPdu(bytes, readSubmit(bytes, 0), 10 ** 15, "2611211200");
  expect(receipt.readUInt32BE(0)).toBe(receipt.length);
  expect(decodePdu(receipt, 0, receipt.length)).toMatchObject({
    command: "deliver_sm",
    sourceAddrTon: 1,
    sourceAddr: recipientOf(4_711),
    destAddrTon: 5,
    destinationAddr: "Heliograph",
    esmClass: 0x04,
  });
  expect(receipt.toString("latin1", headerBytes)).toContain(
    "id:1000000000000000 sub:001 dlvrd:001 submit date:2611211200",
  );
});

it("makes texts from handsets whose number is found again where they are told of", () => {
  const pdu = inboundPdu(42, "85432");
  expect(decodePdu(pdu, 0, pdu.length)).toMatchObject({
    command: "deliver_sm",
    sourceAddr: recipientOf(42),
    destinationAddr: "85432",
    esmClass: 0,
  });
  const found: number[] = [];
  const told = `{"data":[{"from":"+${recipientOf(42)}"},{"from":"+${recipientOf(999_999)}"},{"from":"+5730012"}]}`;
  eachNumberIn(told, (number) => found.push(number));
  expect(found).toEqual([42, 999_999]);
});
