const headerBytes = 16;
const responseBit = 0x80000000;
const submitSm = 0x04;
const enquireLink = 0x15;
const messageIdDigits = 16;
/** message_id or system_id, and its NUL. */
const namedBytes = headerBytes + messageIdDigits + 1;

let nextMessageId = 10 ** (messageIdDigits - 1);

/** The responses to all requests that lie whole in `bytes`, and how far these reach. */
export function answerOf(bytes: Buffer): { answers: Buffer; readTo: number } {
  let readTo = 0;
  let count = 0;
  for (let end = endOf(bytes, 0); end !== undefined; end = endOf(bytes, readTo)) {
    readTo = end;
    count++;
  }
  const answers = Buffer.allocUnsafe(count * namedBytes);
  let written = 0;
  let start = 0;
  while (start < readTo) {
    const command = bytes.readUInt32BE(start + 4);
    if (command < responseBit) {
      const hasName = command === submitSm || (command < enquireLink && command !== 0x06);
      const length = hasName ? namedBytes : headerBytes;
      answers.writeUInt32BE(length, written);
      answers.writeUInt32BE(command + responseBit, written + 4);
      answers.writeUInt32BE(0, written + 8);
      bytes.copy(answers, written + 12, start + 12, start + headerBytes);
      if (hasName) {
        answers.write(`${nextMessageId++}\0`, written + headerBytes, "latin1");
      }
      written += length;
    }
    start += bytes.readUInt32BE(start);
  }
  return { answers: answers.subarray(0, written), readTo };
}

function endOf(bytes: Buffer, start: number): number | undefined {
  if (bytes.length - start < headerBytes) {
    return undefined;
  }
  const end = start + bytes.readUInt32BE(start);
  return end <= bytes.length ? end : undefined;
}
