import { createFileRoute } from "@tanstack/react-router";
import { SortingPage } from "../../areas/sorting/sorting-page.tsx";

export const Route = createFileRoute("/_console/sorting")({ component: SortingPage });
