export const quickStart = {
  title: "API quick start",
  description: "Send the first text from your own program.",
  step1: "1. A key",
  step1Detail:
    "Programs sign in with a key. This one may send and read messages; make others with other scopes under API keys.",
  makeKey: "Make a key",
  keyName: "Quick start",
  key: "Your key, shown this once",
  noKeys: "Your role does not make keys: ask an owner or a developer of the account for one.",
  step2: "2. The first text",
  step2Detail:
    "The snippets have your key while it is shown here. Put it into an environment variable before the program goes anywhere.",
  to: "Recipient",
  from: "Sender",
  languages: { curl: "curl", typescript: "TypeScript", python: "Python" },
  language: "Language",
  copy: "Copy the snippet",
  anySender: "Any valid sender",
  step3: "3. What becomes of it",
  step3Detail:
    "The answer is 202 with the message's id as soon as the text is safe. What becomes of it comes to your webhook, and is always at GET /v1/messages and the id.",
  webhooks: "Add a webhook",
  documentation: "API documentation",
  keyPlaceholder: "YOUR_API_KEY",
  sampleText: "Hello from Heliograph",
};
