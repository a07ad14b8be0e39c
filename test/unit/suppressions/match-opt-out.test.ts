import { describe, expect, it } from "vitest";
import { matchOptOut, optOutReply } from "../../../src/suppressions/match-opt-out.ts";
import {
  type OptOutOverrides,
  type OptOutSettings,
  defaultOptOut,
  mergeOptOut,
} from "../../../src/suppressions/opt-out-settings.ts";
import { foldWords } from "../../../src/suppressions/fold-words.ts";
import { type OptOutLocale, optOutLocales, optOutTypes, optOutWords } from "../../../src/suppressions/opt-out-words.ts";
import { planText } from "../../../src/sms/plan-text.ts";

const settings = (overrides: OptOutOverrides = {}): OptOutSettings => mergeOptOut(defaultOptOut, overrides);
const typeOf = (text: string, overrides?: OptOutOverrides) => matchOptOut(text, settings(overrides))?.type ?? null;

describe("a text as a whole", () => {
  it.for([
    ["STOP", "stop"],
    ["stop", "stop"],
    ["  Stop.  ", "stop"],
    ["“STOP!” 👍", "stop"],
    ["'stop'", "stop"],
    ["ＳＴＯＰ", "stop"],
    ["stop\n", "stop"],
    ["Stop   All", "stop"],
    ["STOPALL", "stop"],
    ["unsubscribe", "stop"],
    ["END", "stop"],
    ["Quit", "stop"],
    ["cancel", "stop"],
    ["revoke", "stop"],
    ["OptOut", "stop"],
    ["opt-out", "stop"],
    ["start", "start"],
    ["UNSTOP", "start"],
    ["yes!", "start"],
    ["help", "help"],
    ["Info?", "help"],
    ["STOP PLEASE", null],
    ["don't stop", null],
    ["stopped", null],
    ["S T O P", null],
    ["", null],
    ["👍", null],
    ["yes, I will be there", null],
  ] as const)("%j is %s", ([text, type]) => {
    expect(typeOf(text)).toBe(type);
  });

  it("is about all senders where it says so", () => {
    expect(matchOptOut("Stop all!", settings())).toEqual({ type: "stop", keyword: "STOP ALL", isForAllSenders: true });
    expect(matchOptOut("stop", settings())?.isForAllSenders).toBe(false);
  });
});

describe("words of a language", () => {
  it.for([
    ["es", "Baja", "stop"],
    ["es", "alto", "stop"],
    ["es", "No más", "stop"],
    ["es", "Sí", "start"],
    ["es", "ayuda", "help"],
    ["fr", "Arrêt", "stop"],
    ["fr", "ARRET", "stop"],
    ["fr", "désabonner", "stop"],
    ["fr", "aide", "help"],
    ["de", "Abmelden", "stop"],
    ["de", "Hilfe", "help"],
    ["it", "basta", "stop"],
    ["it", "sì", "start"],
    ["pt", "sair", "stop"],
    ["pt", "PARAR", "stop"],
    ["nl", "afmelden", "stop"],
    ["pl", "rezygnuję", "stop"],
    ["sv", "hjälp", "help"],
    ["da", "hjælp", "help"],
    ["cs", "odhlásit", "stop"],
    ["ro", "dezabonare", "stop"],
    ["tr", "İptal", "stop"],
  ] as const)("%s has %j for %s", ([locale, text, type]) => {
    expect(typeOf(text, { locale })).toBe(type);
    expect(typeOf("stop", { locale })).toBe("stop");
  });

  it("count in that language only", () => {
    expect(typeOf("baja")).toBeNull();
    expect(typeOf("arret", { locale: "de" })).toBeNull();
  });

  it.for(optOutLocales.map((locale) => [locale] as [OptOutLocale]))(
    "of %s are written as they are compared, each once, and its answers are one segment",
    ([locale]) => {
      const { keywords, replies } = optOutWords[locale];
      const words = optOutTypes.flatMap((type) => keywords[type]);
      expect(words).toEqual(words.map(foldWords));
      expect(new Set(words).size).toBe(words.length);
      for (const type of optOutTypes) {
        const plan = planText(replies[type], { encoding: "auto", transliterate: false });
        expect([type, plan]).toMatchObject([type, { segmentCount: 1, encoding: "gsm7" }]);
      }
    },
  );
});

describe("settings", () => {
  it("may let a beginning count", () => {
    const fuzzy = { fuzzy: true };
    expect(typeOf("STOP PLEASE", fuzzy)).toBe("stop");
    expect(typeOf("stop, thank you", fuzzy)).toBe("stop");
    expect(typeOf("stop all of it", fuzzy)).toBe("stop");
    expect(typeOf("stop at the next corner please", fuzzy)).toBeNull();
    expect(typeOf("please stop", fuzzy)).toBeNull();
    expect(typeOf("start again", fuzzy)).toBeNull();
  });

  it("put a number's words and answers in the place of the account's, and those in the place of the built-in ones", () => {
    const account = settings({ locale: "es", replies: { stop: "Adiós", help: "" } });
    const number = mergeOptOut(account, { keywords: { stop: ["Fuera"] }, replies: { stop: null } });
    expect(matchOptOut("fuera!", number)?.type).toBe("stop");
    expect(matchOptOut("stop", number)).toBeNull();
    expect(matchOptOut("ayuda", number)?.type).toBe("help");
    expect(optOutReply("stop", account)).toBe("Adiós");
    expect(optOutReply("stop", number)).toBe(optOutWords.es.replies.stop);
    expect(optOutReply("help", number)).toBeNull();
  });

  it("may switch it off", () => {
    expect(typeOf("STOP", { enabled: false })).toBeNull();
  });
});
