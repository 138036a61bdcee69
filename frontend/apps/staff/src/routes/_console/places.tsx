import { createFileRoute } from "@tanstack/react-router";
import { PlacesPage } from "../../areas/places/places-page.tsx";

export const Route = createFileRoute("/_console/places")({ component: PlacesPage });
