import { createFileRoute } from "@tanstack/react-router";
import { OrganisationPage } from "../../areas/organisation/organisation-page.tsx";

export const Route = createFileRoute("/_console/organisation/")({ component: OrganisationPage });
