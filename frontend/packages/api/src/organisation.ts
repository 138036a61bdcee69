import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";

const ROWS = 100;

export function chartOf(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["organisation", communityId, "chart"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/chart", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function absenceList(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: ROWS };
  return queryOptions({
    queryKey: ["organisation", communityId, "absences"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/absences", { params: { query }, signal })),
  });
}

export function routeList(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: ROWS };
  return queryOptions({
    queryKey: ["organisation", communityId, "routes"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/routes", { params: { query }, signal })),
  });
}

export function enterAbsence(api: Api, key: string, given: components["schemas"]["AbsenceIn"]) {
  return answer(
    api.POST("/api/v1/absences", {
      params: { header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function cancelAbsence(api: Api, key: string, id: string) {
  return answer(
    api.POST("/api/v1/absences/{absence_id}/cancel", {
      params: { path: { absence_id: id }, header: { "Idempotency-Key": key } },
    }),
  );
}
