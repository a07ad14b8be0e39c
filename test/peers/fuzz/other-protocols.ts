/** What a peer says that has the wrong port. */
export const otherProtocols: readonly [string, ...string[]] = [
  "GET / HTTP/1.1\r\nHost: carrier\r\n\r\n",
  "POST /v1/messages HTTP/1.1\r\nContent-Length: 4\r\n\r\nping",
  "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
  "SSH-2.0-OpenSSH_9.9\r\n",
  "EHLO carrier\r\n",
  "\x0201/00045/O/60/12345/6/5/1/736563726574//0100//////61\x03",
  "\x00\x00\x00\x10\x00\x00\x00\x15\x00\x00\x00\x00\x00\x00\x00\x01",
];
