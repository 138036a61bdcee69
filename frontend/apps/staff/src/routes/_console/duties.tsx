import { createFileRoute } from "@tanstack/react-router";
import { DutiesPage } from "../../areas/duties/duties-page.tsx";

export const Route = createFileRoute("/_console/duties")({ component: DutiesPage });
