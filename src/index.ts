export { AccountObject } from "../durable-objects/account/account-object.ts";
export { CarrierObject } from "../durable-objects/carrier/carrier-object.ts";

export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler<Env>;
