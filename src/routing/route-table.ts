import { z } from "zod";
import { lanes } from "../messages/message.ts";

/** What lets a text go on to the rule's next carrier. */
export const failoverTriggers = ["unbound", "throttled", "rejected", "undelivered"] as const;
export type FailoverTrigger = (typeof failoverTriggers)[number];

/** How a rule orders its carriers: as listed, by weight, or by price. */
const routeStrategies = ["priority", "weight", "leastCost"] as const;

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 08:30");

/**
 * Hours of the day in a time zone, `from` inclusive, `to` exclusive. A window whose `to` is not after its `from` runs past
 * midnight and belongs to the day it starts on; the same time twice is the whole day.
 */
export const timeOfDaySchema = z.object({
  /** IANA name. */
  timeZone: z.string().min(1).max(64),
  /** Days on which the window starts; every day when absent. */
  days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
  from: clockTime,
  to: clockTime,
});
export type TimeOfDay = z.infer<typeof timeOfDaySchema>;

/** What a text has to be like; every condition that is there must hold, and a list holds when one of its entries does. */
export const routeMatchSchema = z.object({
  accounts: z.array(z.string().min(1).max(64)).min(1).max(1_000).optional(),
  /** Whole senders, in any case; `*` stands for any characters, `?` for one. */
  senders: z.array(z.string().min(1).max(64)).min(1).max(1_000).optional(),
  /** Leading digits of the recipient, from the calling code on, without `+`. */
  destinationPrefixes: z
    .array(z.string().regex(/^[1-9]\d{0,14}$/, "must be 1 to 15 digits, from the calling code on"))
    .min(1)
    .max(5_000)
    .optional(),
  /** ISO 3166-1 alpha-2. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, "must be a country such as DE"))
    .min(1)
    .max(250)
    .optional(),
  /** MCC and MNC. */
  operators: z
    .array(z.string().regex(/^\d{3}-\d{2,3}$/, "must be an MCC and an MNC such as 262-01"))
    .min(1)
    .max(1_000)
    .optional(),
  lanes: z.array(z.enum(lanes)).min(1).max(lanes.length).optional(),
  /** See src/routing/text-pattern.ts; found anywhere in the text, in any case. */
  textPattern: z.string().min(1).max(200).optional(),
  timeOfDay: timeOfDaySchema.optional(),
});
export type RouteMatch = z.infer<typeof routeMatchSchema>;

export const routeTargetSchema = z.object({
  carrierId: z.string().min(1).max(32),
  /** Share of the texts under strategy `weight`; a target of weight 0 is only failed over to. */
  weight: z.number().min(0).max(1_000_000).default(1),
  /** Millionths of the account's currency; what `leastCost` compares. */
  pricePerSegmentMicros: z.number().int().min(0).optional(),
});

export const routeRuleSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case letters, digits and dashes"),
  /** Lower numbers are asked first. Among equal ones the longest destination prefix wins, then the order of the table. */
  priority: z.number().int().min(0).max(1_000_000).default(100),
  match: routeMatchSchema.default({}),
  targets: z.array(routeTargetSchema).min(1).max(20),
  strategy: z.enum(routeStrategies).default("priority"),
  /** No trigger at all ties the rule's texts to one carrier, whatever its state. */
  failover: z
    .object({ on: z.array(z.enum(failoverTriggers)).max(failoverTriggers.length) })
    .default({ on: ["unbound", "throttled", "rejected"] }),
  enabled: z.boolean().default(true),
});
export type RouteRule = z.infer<typeof routeRuleSchema>;

/** Rules in an order that settles ties. `validateRoutes` checks what one field alone cannot show. */
export const routeTableSchema = z.object({ rules: z.array(routeRuleSchema).max(5_000) });
export type RouteTable = z.infer<typeof routeTableSchema>;
