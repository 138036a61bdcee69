import { createFileRoute } from "@tanstack/react-router";
import { SetupPage } from "../areas/access/setup-page.tsx";

export const Route = createFileRoute("/setup")({ component: SetupPage });
