import { DurableObject, RpcTarget } from "cloudflare:workers";
import { AccountObject } from "../../../durable-objects/account/account-object.ts";
import { CarrierObject } from "../../../durable-objects/carrier/carrier-object.ts";

// The test runner stands in front of every object and forwards calls of its methods, but not calls through its getters, such
// as `account.keys.list()`. This adds those: for each getter a target that forwards to the real one.

type Method = (...parameters: unknown[]) => unknown;

/** What the runner's stand-in keeps to itself: how it makes the real object. */
async function realObject(standIn: object): Promise<object> {
  const symbols = Object.getOwnPropertySymbols(Object.getPrototypeOf(standIn));
  const ensure = symbols.find(({ description }) => description === "kEnsureInstance");
  if (ensure === undefined) throw new Error("the test runner makes objects in another way than this expects");
  const made = (Reflect.get(standIn, ensure) as () => Promise<{ instance: object }>).call(standIn);
  return (await made).instance;
}

function forwardTo(standIn: object, room: string): RpcTarget {
  class Room extends RpcTarget {}
  Object.setPrototypeOf(
    Room.prototype,
    new Proxy(RpcTarget.prototype, {
      get(target, name, receiver) {
        const own: unknown = Reflect.get(target, name, receiver);
        if (own !== undefined || typeof name === "symbol" || name === "then") return own;
        return async (...parameters: unknown[]): Promise<unknown> => {
          const real = Reflect.get(await realObject(standIn), room) as object;
          const method = Reflect.get(real, name) as Method | undefined;
          if (method === undefined) throw new TypeError(`${room} has no ${name}`);
          return method.apply(real, parameters);
        };
      },
    }),
  );
  return new Room();
}

const rooms = [AccountObject, CarrierObject].flatMap(({ prototype }) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([, property]) => property.get !== undefined)
    .map(([room]) => room),
);
for (const room of new Set(rooms)) {
  Object.defineProperty(DurableObject.prototype, room, {
    configurable: true,
    get(this: object) {
      return forwardTo(this, room);
    },
  });
}
