import { createFileRoute } from "@tanstack/react-router";
import { HealthPage } from "../../areas/health/health-page.tsx";

export const Route = createFileRoute("/_console/health")({ component: HealthPage });
