import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

const ROWS = 100;

export function dutyList(api: Api, communityId: string, language: string) {
  const query = { community_id: [communityId], limit: ROWS };
  return queryOptions({
    queryKey: ["duties", communityId, language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/duties", { params: { query }, signal })),
  });
}

export function keepDuty(
  api: Api,
  key: string,
  id: string,
  given: components["schemas"]["DutyKeepIn"],
) {
  return answer(
    api.POST("/api/v1/duties/{duty_id}/keep", {
      params: { path: { duty_id: id }, header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function giveDuty(
  api: Api,
  id: string,
  version: number,
  given: components["schemas"]["DutyPatch"],
) {
  return answer(
    api.PATCH("/api/v1/duties/{duty_id}", {
      params: { path: { duty_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}
