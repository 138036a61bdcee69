import { createFileRoute } from "@tanstack/react-router";
import { LatePage } from "../../areas/commitments/late-page.tsx";

export const Route = createFileRoute("/_console/late")({ component: LatePage });
