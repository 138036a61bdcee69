import { createFileRoute } from "@tanstack/react-router";
import { FieldPage } from "../../areas/cases/field-page.tsx";

export const Route = createFileRoute("/_console/field")({ component: FieldPage });
