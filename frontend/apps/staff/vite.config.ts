import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import routerOptions from "./router-options.json" with { type: "json" };

// The API the development server stands in front of.
const api = process.env.SHOUWEN_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [tanstackRouter({ ...routerOptions, target: "react", quoteStyle: "double" }), react()],
  resolve: { dedupe: ["react", "react-dom"] },
  server: { proxy: { "/api": api } },
  build: {
    // Chrome 109 is the last one on Windows 7, which front desks still run.
    target: "chrome109",
    manifest: true,
    // The CSP allows no inline data for scripts and few for images; small files stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every screen needs travels as one file: dozens of small ones compress worse.
          groups: [
            // What each route says of itself is loaded at the start: one file for all costs less than one for each.
            { name: "routes", test: /src\/routes\/[^?]*\.tsx$/ },
            { name: "framework", test: /@tanstack\/|i18next|openapi-fetch/ },
            { name: "common", test: /packages\/(core|api|ui)\/src\/(?!antd-scope)[^/]+\.tsx?$/ },
          ],
        },
      },
    },
  },
});
