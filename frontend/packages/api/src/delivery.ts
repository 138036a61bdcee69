import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import type { MessageChannel } from "./types.ts";
import { ofVersion } from "./version.ts";

export type MessageQuery = NonNullable<paths["/api/v1/messages"]["get"]["parameters"]["query"]>;
export type SendingQuery = NonNullable<paths["/api/v1/sendings"]["get"]["parameters"]["query"]>;
export type ChannelIn = components["schemas"]["ChannelIn"];
export type ReachIn = components["schemas"]["ReachIn"];

/** What the reader was told. The language is part of the question: titles of promises come in it. */
export function messageList(api: Api, query: MessageQuery, language: string) {
  return queryOptions({
    queryKey: ["messages", query, language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/messages", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** How many messages nobody has said to have heard, as far as they may ring by now. */
export function unheard(api: Api) {
  const query: MessageQuery = {
    acknowledged: false,
    held: false,
    limit: 1,
    include: ["total_count"],
  };
  return queryOptions({
    queryKey: ["messages", "unheard"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/messages", { params: { query }, signal })),
    select: (page) => page.total_count ?? 0,
  });
}

export function acknowledge(api: Api, id: string) {
  return answer(
    api.POST("/api/v1/messages/{message_id}/acknowledge", { params: { path: { message_id: id } } }),
  );
}

export function acknowledgeAll(api: Api) {
  return answer(api.POST("/api/v1/messages/acknowledge-all", {}));
}

/** Without signing in, by the link that came with the message. */
export function acknowledgeByLink(api: Api, token: string) {
  return answer(api.POST("/api/v1/messages/acknowledge-by-link", { body: { token } }));
}

export function channelList(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["delivery", "channels", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/channels", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function setChannel(
  api: Api,
  communityId: string,
  channel: MessageChannel,
  of: number,
  given: ChannelIn,
) {
  return answer(
    api.PUT("/api/v1/communities/{community_id}/channels/{channel}", {
      params: { path: { community_id: communityId, channel }, header: ofVersion(of) },
      body: given,
    }),
  );
}

export function tryChannel(api: Api, key: string, communityId: string, channel: MessageChannel) {
  return answer(
    api.POST("/api/v1/communities/{community_id}/channels/{channel}/test", {
      params: {
        path: { community_id: communityId, channel },
        header: { "Idempotency-Key": key },
      },
    }),
  );
}

export function sendingList(api: Api, query: SendingQuery) {
  return queryOptions({
    queryKey: ["delivery", "sendings", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sendings", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function myReach(api: Api) {
  return queryOptions({
    queryKey: ["delivery", "reach"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/me/reach", { signal })),
  });
}

/** A colleague's number, to call them; that it was looked at is journalled. */
export function revealColleague(api: Api, id: string) {
  const params = { path: { staff_id: id } };
  return body(api.POST("/api/v1/staff/{staff_id}/reveal", { params }));
}

export function setMyReach(api: Api, of: number, given: ReachIn) {
  return answer(api.PUT("/api/v1/me/reach", { params: { header: ofVersion(of) }, body: given }));
}
