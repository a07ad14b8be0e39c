import { expect, test } from "vitest";
import { deviceOf } from "../../src/pages/profile/device-of.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari, iOS"],
  ["curl/8.0", null],
  [null, null],
])("%s", (userAgent, device) => {
  // A user agent of Edge begins as Chrome's does, and has its own sign at the end.
  expect(deviceOf(userAgent)).toBe(device);
});
