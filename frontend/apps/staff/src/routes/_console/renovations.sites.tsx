import { createFileRoute } from "@tanstack/react-router";
import { SitesPage } from "../../areas/renovations/sites-page.tsx";

export const Route = createFileRoute("/_console/renovations/sites")({ component: SitesPage });
