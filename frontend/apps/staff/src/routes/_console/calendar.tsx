import { createFileRoute } from "@tanstack/react-router";
import { CalendarPage } from "../../areas/calendar/calendar-page.tsx";

interface Search {
  year?: number;
}

export const Route = createFileRoute("/_console/calendar")({
  validateSearch: (raw): Search => {
    const year = Number(raw.year);
    return year >= 2000 && year <= 2100 ? { year } : {};
  },
  component: Calendar,
});

function Calendar() {
  return <CalendarPage asked={Route.useSearch().year} />;
}
