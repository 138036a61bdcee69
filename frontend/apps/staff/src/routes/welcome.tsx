import { createFileRoute } from "@tanstack/react-router";
import { WelcomePage } from "../areas/access/welcome-page.tsx";

export const Route = createFileRoute("/welcome")({ component: WelcomePage });
