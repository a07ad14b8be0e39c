const decimal = /^\d{1,64}$/;
const hexadecimal = /^[0-9a-f]{1,64}$/;

/** As the carrier wrote it, without the NUL or blanks that some leave around it. */
function trimmed(id: string): string {
  return id.replaceAll("\u0000", "").trim();
}

/**
 * One spelling for ids that differ only in case, leading zeros, a leading 0x, or surrounding blanks and NULs: what to store
 * and index when a submit_sm_resp brings an id. An id of zeros only becomes "0", never nothing.
 */
export function canonicalMessageId(id: string): string {
  return trimmed(id)
    .toLowerCase()
    .replace(/^0x(?=[0-9a-f]+$)/, "")
    .replace(/^0+(?=[0-9a-z])/, "");
}

/**
 * The spellings under which a receipt's id may have been stored, the likeliest first and without repeats: as it came
 * (trimmed), in lower case, canonical, read as hexadecimal and written in decimal, read as decimal and written in hexadecimal.
 * SMPP 3.4 leaves the form open, and carriers answer a submit_sm (§4.4.2) in one and write receipts (Appendix B) in the other.
 *
 * Widen one side only: store `canonicalMessageId` of the response, look up the forms of the receipt in order. Widening both
 * lets unrelated ids meet. Conversions are exact for ids of up to 64 digits, SMPP's longest.
 */
export function carrierMessageIdForms(id: string): string[] {
  const raw = trimmed(id);
  if (raw === "") return [];
  const canonical = canonicalMessageId(raw);
  const forms = [raw, raw.toLowerCase(), canonical];
  if (hexadecimal.test(canonical)) forms.push(BigInt(`0x${canonical}`).toString());
  if (decimal.test(canonical)) forms.push(BigInt(canonical).toString(16));
  return forms.filter((form, index) => forms.indexOf(form) === index);
}
