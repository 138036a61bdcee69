import { createFileRoute, redirect } from "@tanstack/react-router";

// A shift begins with what is open.
export const Route = createFileRoute("/")({
  beforeLoad: () => {
    throw redirect({
      to: "/cases",
      search: { state: ["heard", "owned", "handling"], sort: "due" },
    });
  },
});
