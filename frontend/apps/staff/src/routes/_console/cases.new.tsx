import { createFileRoute } from "@tanstack/react-router";
import { RecordPage } from "../../areas/cases/record-page.tsx";

export const Route = createFileRoute("/_console/cases/new")({ component: RecordPage });
