import { createFileRoute } from "@tanstack/react-router";
import { ChainPage } from "../../areas/renovations/chain-page.tsx";

export const Route = createFileRoute("/_console/renovations/chain")({ component: ChainPage });
