/** What a handset asks for with a whole text: to be left alone, to be written to again, or to be told who writes. */
export const optOutTypes = ["stop", "start", "help"] as const;
export type OptOutType = (typeof optOutTypes)[number];

export const optOutLocales = ["en", "es", "fr", "de", "it", "pt", "nl", "pl", "sv", "da", "ro", "cs", "tr"] as const;
export type OptOutLocale = (typeof optOutLocales)[number];

interface LocaleWords {
  /** Besides the English ones, which carriers and regulators ask for everywhere. */
  keywords: Readonly<Record<OptOutType, readonly string[]>>;
  replies: Readonly<Record<OptOutType, string>>;
}

/** Words that stop the texts of all of an account's senders. The others stop those of the number they came to. */
export const stopAllWords: readonly string[] = ["STOPALL", "STOP ALL"];

/** Built-in words and answers by language, written as `foldWords` gives them. Answers fit into one segment of GSM 03.38. */
export const optOutWords: Readonly<Record<OptOutLocale, LocaleWords>> = {
  en: {
    keywords: {
      stop: ["STOP", ...stopAllWords, "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT", "OPT OUT", "OPT-OUT"],
      start: ["START", "UNSTOP", "YES", "OPTIN", "OPT IN", "OPT-IN"],
      help: ["HELP", "INFO"],
    },
    replies: {
      stop: "You have been unsubscribed and will get no more messages from this number. Reply START to resubscribe.",
      start: "You have been resubscribed to messages from this number. Reply STOP to unsubscribe.",
      help: "Reply STOP to unsubscribe from messages of this number. Msg & data rates may apply.",
    },
  },
  es: {
    keywords: {
      stop: ["ALTO", "BAJA", "PARAR", "CANCELAR", "SALIR", "NO MAS", "DETENER"],
      start: ["ALTA", "INICIAR", "COMENZAR", "SI", "ACEPTAR"],
      help: ["AYUDA", "INFORMACION"],
    },
    replies: {
      stop: "Baja confirmada: ya no le enviaremos mensajes. Responda ALTA para volver a recibirlos.",
      start: "Alta confirmada: vuelve a recibir nuestros mensajes. Responda BAJA para no recibirlos.",
      help: "Responda BAJA para no recibir nuestros mensajes.",
    },
  },
  fr: {
    keywords: {
      stop: ["ARRET", "ARRETER", "DESABONNER", "DESINSCRIRE", "FIN"],
      start: ["OUI", "REPRENDRE", "REABONNER"],
      help: ["AIDE"],
    },
    replies: {
      stop: "Désabonnement confirmé: vous ne recevrez plus de messages de ce numéro. Répondez START pour reprendre.",
      start: "Vous recevez à nouveau les messages de ce numéro. Répondez STOP pour vous désabonner.",
      help: "Répondez STOP pour ne plus recevoir de messages de ce numéro.",
    },
  },
  de: {
    keywords: {
      stop: ["STOPP", "ENDE", "ABMELDEN", "ABBESTELLEN"],
      start: ["JA", "ANMELDEN", "WEITER"],
      help: ["HILFE"],
    },
    replies: {
      stop: "Sie sind abgemeldet und erhalten keine Nachrichten dieser Nummer mehr. Antworten Sie START, um sie wieder zu erhalten.",
      start: "Sie erhalten wieder Nachrichten dieser Nummer. Antworten Sie STOP, um sich abzumelden.",
      help: "Antworten Sie STOP, um keine Nachrichten dieser Nummer mehr zu erhalten.",
    },
  },
  it: {
    keywords: {
      stop: ["ANNULLA", "BASTA", "CANCELLAMI", "CANCELLA", "DISISCRIVI", "FINE"],
      start: ["INIZIA", "SI", "RIPRENDI"],
      help: ["AIUTO"],
    },
    replies: {
      stop: "Iscrizione annullata: non riceverai altri messaggi da questo numero. Rispondi START per riprendere.",
      start: "Riceverai di nuovo i messaggi di questo numero. Rispondi STOP per non riceverne.",
      help: "Rispondi STOP per non ricevere altri messaggi da questo numero.",
    },
  },
  pt: {
    keywords: {
      stop: ["PARE", "PARAR", "SAIR", "CANCELAR", "REMOVER"],
      start: ["INICIAR", "VOLTAR", "SIM"],
      help: ["AJUDA"],
    },
    replies: {
      stop: "Cancelado: nao recebera mais mensagens deste numero. Responda VOLTAR para as receber de novo.",
      start: "Volta a receber as mensagens deste numero. Responda SAIR para cancelar.",
      help: "Responda SAIR para nao receber mais mensagens deste numero.",
    },
  },
  nl: {
    keywords: {
      stop: ["AFMELDEN", "UITSCHRIJVEN", "EINDE", "STOPPEN"],
      start: ["AANMELDEN", "JA"],
      help: ["HULP"],
    },
    replies: {
      stop: "U bent afgemeld en ontvangt geen berichten meer van dit nummer. Antwoord START om ze weer te ontvangen.",
      start: "U ontvangt weer berichten van dit nummer. Antwoord STOP om u af te melden.",
      help: "Antwoord STOP om geen berichten van dit nummer meer te ontvangen.",
    },
  },
  pl: {
    keywords: {
      stop: ["REZYGNUJE", "WYPISZ", "KONIEC", "ANULUJ"],
      start: ["TAK", "WZNOW"],
      help: ["POMOC"],
    },
    replies: {
      stop: "Rezygnacja przyjeta: nie otrzymasz wiecej wiadomosci z tego numeru. Odpisz START, aby wznowic.",
      start: "Znow otrzymujesz wiadomosci z tego numeru. Odpisz STOP, aby zrezygnowac.",
      help: "Odpisz STOP, aby nie otrzymywac wiadomosci z tego numeru.",
    },
  },
  sv: {
    keywords: { stop: ["STOPP", "AVSLUTA", "AVANMAL"], start: ["JA", "STARTA"], help: ["HJALP"] },
    replies: {
      stop: "Du är avanmäld och får inga fler meddelanden från detta nummer. Svara START för att få dem igen.",
      start: "Du får åter meddelanden från detta nummer. Svara STOP för att avanmäla dig.",
      help: "Svara STOP för att inte få fler meddelanden från detta nummer.",
    },
  },
  da: {
    keywords: { stop: ["STOP", "AFMELD", "SLUT"], start: ["JA", "TILMELD"], help: ["HJÆLP"] },
    replies: {
      stop: "Du er afmeldt og får ikke flere beskeder fra dette nummer. Svar START for at få dem igen.",
      start: "Du får igen beskeder fra dette nummer. Svar STOP for at afmelde dig.",
      help: "Svar STOP for ikke at få flere beskeder fra dette nummer.",
    },
  },
  ro: {
    keywords: { stop: ["DEZABONARE", "OPRESTE"], start: ["DA", "ABONARE"], help: ["AJUTOR"] },
    replies: {
      stop: "Te-ai dezabonat si nu vei mai primi mesaje de la acest numar. Raspunde START pentru a reveni.",
      start: "Primesti din nou mesaje de la acest numar. Raspunde STOP pentru dezabonare.",
      help: "Raspunde STOP pentru a nu mai primi mesaje de la acest numar.",
    },
  },
  cs: {
    keywords: { stop: ["ODHLASIT", "KONEC", "ZRUSIT"], start: ["ANO", "PRIHLASIT"], help: ["POMOC"] },
    replies: {
      stop: "Odber je zrusen, z tohoto cisla jiz zadne zpravy nedostanete. Odpovezte START pro obnoveni.",
      start: "Zpravy z tohoto cisla opet dostavate. Odpovezte STOP pro odhlaseni.",
      help: "Odpovezte STOP, pokud z tohoto cisla jiz zpravy nechcete.",
    },
  },
  tr: {
    keywords: { stop: ["IPTAL", "DUR", "RET", "CIKIS"], start: ["EVET", "BASLA"], help: ["YARDIM", "BILGI"] },
    replies: {
      stop: "Bu numaradan artik mesaj almayacaksiniz. Yeniden almak icin START yazin.",
      start: "Bu numaradan yeniden mesaj alacaksiniz. Durdurmak icin STOP yazin.",
      help: "Bu numaradan mesaj almamak icin STOP yazin.",
    },
  },
};
