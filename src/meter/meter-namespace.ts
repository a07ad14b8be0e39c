import type { Meter } from "./meter.ts";

type Callable = (...parameters: unknown[]) => unknown;

/** How a promise is told from a call: these are the promise's own. */
const promiseMethods: readonly PropertyKey[] = ["then", "catch", "finally"];

/** Counts requests to objects: each RPC call and each fetch is one, a call through a getter as well. */
export function meterNamespace<Namespace extends object>(namespace: Namespace, place: string, meter: Meter): Namespace {
  return new Proxy(namespace, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const method = (member as Callable).bind(target);
      if (name !== "getByName" && name !== "get") return method;
      return (...parameters: unknown[]) => meterStub(method(...parameters) as object, place, meter);
    },
  });
}

function meterStub(stub: object, place: string, meter: Meter): object {
  const label = String(Reflect.get(stub, "name") ?? Reflect.get(stub, "id"));
  const counted = (operation: string, call: () => unknown): unknown => {
    meter.add(place, operation, "objectRequest");
    const end = meter.keepActive(place, label);
    const answer = call();
    void Promise.resolve(answer).then(end, end);
    return answer;
  };
  return new Proxy(stub, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || typeof name === "symbol") return member;
      return meterMember(member as Callable, target, name, counted);
    },
  });
}

/** A method of the stub, or a getter with methods of its own: which of the two shows only when it is called. */
function meterMember(
  member: Callable,
  owner: object,
  path: string,
  counted: (operation: string, call: () => unknown) => unknown,
): Callable {
  return new Proxy(member, {
    apply: (target, _receiver, parameters: unknown[]) => counted(path, () => Reflect.apply(target, owner, parameters)),
    get(target, name) {
      const inner: unknown = Reflect.get(target, name);
      if (typeof inner !== "function" || typeof name === "symbol") return inner;
      if (promiseMethods.includes(name)) return (inner as Callable).bind(target);
      return meterMember(inner as Callable, target, `${path}.${name}`, counted);
    },
  });
}
