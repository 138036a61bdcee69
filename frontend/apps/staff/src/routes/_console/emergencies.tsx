import { createFileRoute } from "@tanstack/react-router";
import { EmergenciesPage } from "../../areas/emergencies/emergencies-page.tsx";

export const Route = createFileRoute("/_console/emergencies")({ component: EmergenciesPage });
