import { createFileRoute } from "@tanstack/react-router";
import { AcknowledgePage } from "../areas/delivery/acknowledge-page.tsx";

export const Route = createFileRoute("/acknowledge")({ component: AcknowledgePage });
