import { call } from "../support/call.ts";
import type { Edge } from "../support/scene.ts";

const texts = [
  "Su cita es mañana a las 10:00 en la sede norte.",
  "Your code is 481 920. It is good for ten minutes.",
  "Hola María: su pedido 8471 ya va en camino y llega hoy entre las 14:00 y las 18:00. Si no va a estar en casa, responda CAMBIAR y le proponemos otra hora para mañana por la mañana.",
  "Привет! Заказ готов.",
];

/** A few texts of each kind, one of them for next week. */
export async function seedMessages(edge: Edge): Promise<void> {
  const sendAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const messages = Array.from({ length: 12 }, (_, index) => ({
    to: `+5730055500${String(index).padStart(2, "0")}`,
    from: "Elibom",
    text: texts[index % texts.length],
    ...(index === 11 && { sendAt }),
  }));
  await call(edge, "POST", "/v1/batches", { messages });
}
