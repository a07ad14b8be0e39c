import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { dashboardAliases } from "./aliases.ts";
import { headersFile } from "./headers.ts";

/** Where `npm run dashboard` finds the edge. */
const edge = process.env["HELIOGRAPH_API"] ?? "http://127.0.0.1:8787";
const edgePaths = ["/v1", "/admin", "/auth", "/people", "/openapi.json", "/healthz", "/docs"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), headers()],
  resolve: { alias: dashboardAliases },
  build: {
    outDir: fileURLToPath(new URL("../dist/dashboard", import.meta.url).href),
    emptyOutDir: true,
    target: "es2024",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // For the test that measures what a first visit loads.
    manifest: "manifest.json",
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(edgePaths.map((path) => [path, { target: edge, ws: true }])),
  },
});

function headers(): Plugin {
  return {
    name: "headers",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: headersFile });
    },
  };
}
