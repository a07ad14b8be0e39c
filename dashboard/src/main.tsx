import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { meQuery } from "./api/people.ts";
import { createQueryClient } from "./api/query-client.ts";
import { LanguageProvider } from "./i18n/language-provider.tsx";
import { loadMessages, preferredLanguage } from "./i18n/language.ts";
import { createDashboardRouter } from "./routes/router.ts";
import { focusNewPages } from "./shell/focus-new-pages.ts";
import "./styles.css";

const place = document.querySelector("#root");
if (place === null) throw new Error("the page has no place for the dashboard");

const language = preferredLanguage();
document.documentElement.lang = language;
const messages = await loadMessages(language);

// The session ended somewhere on the way: the router asks again who is signed in, and shows the sign-in page.
const queries = createQueryClient(() => {
  queries.removeQueries({ queryKey: meQuery.queryKey });
  void router.invalidate();
});
const router = createDashboardRouter(queries);
focusNewPages(router);

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider initial={{ language, messages }}>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
