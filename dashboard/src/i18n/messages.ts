import type { core } from "./en/core.ts";
import type { messages } from "./en/index.ts";

/** The shape every language has: English is the original. */
export type Messages = Widened<typeof messages>;
export type CoreMessages = Widened<typeof core>;

type Widened<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : Widened<Tree[Key]> };

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "es";
    Messages: typeof messages;
  }
}
