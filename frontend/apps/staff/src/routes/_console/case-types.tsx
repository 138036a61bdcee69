import { createFileRoute } from "@tanstack/react-router";
import { TypesPage } from "../../areas/types/types-page.tsx";

export const Route = createFileRoute("/_console/case-types")({ component: TypesPage });
