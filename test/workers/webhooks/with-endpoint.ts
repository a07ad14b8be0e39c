import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { BacklogLimits } from "../../../durable-objects/webhook-endpoint/backlog.ts";
import type { Endpoint } from "../../../src/webhooks/endpoint.ts";
import { Scene, anEndpoint } from "./receiver.ts";

export interface SceneTools {
  secret: string;
  storage: DurableObjectStorage;
  /** Makes another on the same storage, as after a crash. */
  restart: () => Scene;
  /** Changes the endpoint. */
  change: (settings: Partial<Endpoint>) => void;
}

/** Runs `use` with an endpoint on the storage of an object that nobody else uses. */
export async function withEndpoint(
  settings: Partial<Endpoint>,
  use: (scene: Scene, tools: SceneTools) => Promise<void>,
  limits: Partial<BacklogLimits> = {},
): Promise<void> {
  const { endpoint, secret } = await anEndpoint(settings);
  await runInDurableObject(env.WEBHOOK_ENDPOINT.getByName(crypto.randomUUID()), async (_object, { storage }) => {
    const scene = new Scene(storage, limits);
    scene.configuration.put(endpoint);
    await use(scene, {
      secret,
      storage,
      restart: () => {
        const again = new Scene(storage, limits);
        again.nowMs = scene.nowMs;
        return again;
      },
      change: (changed) => {
        const version = (scene.configuration.endpoint?.version ?? 0) + 1;
        scene.configuration.put({ ...endpoint, ...changed, version });
      },
    });
  });
}
