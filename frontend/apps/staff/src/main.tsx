import { ApiProblem, Unreachable } from "@shouwen/api/problem.ts";
import { startLanguage } from "@shouwen/i18n/i18n.ts";
import { AppearanceProvider } from "@shouwen/ui/appearance.tsx";
import { HotkeyProvider } from "@shouwen/ui/hotkeys.tsx";
import { ToastProvider } from "@shouwen/ui/toast.tsx";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@shouwen/ui/base.css";
import { createConsole } from "./console.ts";
import { reloadOnceWhenOutdated } from "./shell/outdated.ts";

reloadOnceWhenOutdated();
await startLanguage();

const { router, queries } = createConsole();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root, {
  // The server's "no", or its silence, is shown to the reader; only what broke here belongs on the console.
  onCaughtError: (error) => {
    // biome-ignore lint/suspicious/noConsole: as React does by itself.
    if (!(error instanceof ApiProblem || error instanceof Unreachable)) console.error(error);
  },
}).render(
  <StrictMode>
    <AppearanceProvider>
      <HotkeyProvider>
        <ToastProvider>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ToastProvider>
      </HotkeyProvider>
    </AppearanceProvider>
  </StrictMode>,
);
