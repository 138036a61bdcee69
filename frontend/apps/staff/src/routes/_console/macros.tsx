import { createFileRoute } from "@tanstack/react-router";
import { MacrosPage } from "../../areas/cases/macros-page.tsx";

export const Route = createFileRoute("/_console/macros")({ component: MacrosPage });
