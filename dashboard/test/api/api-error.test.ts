import { expect, test } from "vitest";
import { ApiError, errorOf, unwrap } from "../../src/api/api-error.ts";

const problem = {
  type: "/docs/errors#sign_in_locked",
  code: "sign_in_locked",
  title: "Too many tries.",
  detail: "Wait a minute.",
  status: 429,
  instance: "/auth/sign-in/email",
  requestId: "req_1",
};

test("what the API refuses is thrown with its problem, and says when to come back", async () => {
  const response = new Response(null, { status: 429, headers: { "retry-after": "60" } });
  const error: unknown = await unwrap(Promise.resolve({ error: problem, response })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: "sign_in_locked", status: 429, retryAfterSeconds: 60 });
});

test("an answer without a body is no error", async () => {
  const response = new Response(null, { status: 204 });
  await expect(unwrap(Promise.resolve({ response }))).resolves.toBeUndefined();
});

test("what a proxy on the way says is told as something unexpected", () => {
  const response = new Response("<html>", { status: 502, statusText: "Bad Gateway" });
  Object.defineProperty(response, "url", { value: "https://sms.example.com/v1/messages" });
  expect(errorOf("<html>", response).problem).toMatchObject({
    code: "internal_error",
    title: "Bad Gateway",
    status: 502,
    instance: "/v1/messages",
  });
});
