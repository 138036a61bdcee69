import { createFileRoute } from "@tanstack/react-router";
import { DeliveryPage } from "../../areas/delivery/delivery-page.tsx";

export const Route = createFileRoute("/_console/delivery")({ component: DeliveryPage });
