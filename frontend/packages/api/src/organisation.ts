import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];
export type PostIn = Schemas["PostIn"];
export type PostPatch = Schemas["PostPatch"];
export type ResolveQuery = paths["/api/v1/routes/resolve"]["get"]["parameters"]["query"];

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

export function enterAbsence(api: Api, key: string, given: Schemas["AbsenceIn"]) {
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

export function postById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["organisation", "post", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/posts/{post_id}", { params: { path: { post_id: id } }, signal })),
  });
}

/** Who holds and has held a post, the latest first. */
export function holdingsOf(api: Api, postId: string) {
  return queryOptions({
    queryKey: ["organisation", "post", postId, "holdings"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/posts/{post_id}/holders", {
          params: { path: { post_id: postId } },
          signal,
        }),
      ),
  });
}

export function addPost(api: Api, key: string, given: PostIn) {
  return answer(
    api.POST("/api/v1/posts", { params: { header: { "Idempotency-Key": key } }, body: given }),
  );
}

export function changePost(api: Api, id: string, version: number, given: PostPatch) {
  return answer(
    api.PATCH("/api/v1/posts/{post_id}", {
      params: { path: { post_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

export function givePost(api: Api, key: string, postId: string, given: Schemas["HoldingIn"]) {
  return answer(
    api.POST("/api/v1/posts/{post_id}/holders", {
      params: { path: { post_id: postId }, header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function endHolding(
  api: Api,
  key: string,
  of: { post_id: string; id: string },
  given: Schemas["HoldingEnd"],
) {
  return answer(
    api.POST("/api/v1/posts/{post_id}/holders/{holding_id}/end", {
      params: {
        path: { post_id: of.post_id, holding_id: of.id },
        header: { "Idempotency-Key": key },
      },
      body: given,
    }),
  );
}

export function addDepartment(api: Api, key: string, given: Schemas["DepartmentIn"]) {
  return answer(
    api.POST("/api/v1/departments", {
      params: { header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function changeDepartment(
  api: Api,
  id: string,
  version: number,
  given: Schemas["DepartmentPatch"],
) {
  return answer(
    api.PATCH("/api/v1/departments/{department_id}", {
      params: { path: { department_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

/** Who would get such a matter now. */
export function resolveRoute(api: Api, query: ResolveQuery) {
  return queryOptions({
    queryKey: ["organisation", "resolve", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/routes/resolve", { params: { query }, signal })),
  });
}

export function addRoute(api: Api, key: string, given: Schemas["RouteIn"]) {
  return answer(
    api.POST("/api/v1/routes", { params: { header: { "Idempotency-Key": key } }, body: given }),
  );
}

export function removeRoute(api: Api, id: string) {
  return answer(api.DELETE("/api/v1/routes/{route_id}", { params: { path: { route_id: id } } }));
}
