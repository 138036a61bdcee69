import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";

export type YearIn = components["schemas"]["CalendarYearIn"];

export function calendarYears(api: Api) {
  return queryOptions({
    queryKey: ["calendar", "years"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/calendar/years", { signal })),
  });
}

export function calendarYear(api: Api, year: number) {
  return queryOptions({
    queryKey: ["calendar", year],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/calendar/years/{year}", { params: { path: { year } }, signal })),
  });
}

/** Publishes or corrects a year. 412 when somebody else was faster. */
export function putYear(api: Api, year: number, version: number, given: YearIn) {
  return answer(
    api.PUT("/api/v1/calendar/years/{year}", {
      params: { path: { year }, header: { "If-Match": `"v${version}"` } },
      body: given,
    }),
  );
}
