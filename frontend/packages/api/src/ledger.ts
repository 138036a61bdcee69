import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];
type Query<Path extends keyof paths> = paths[Path] extends {
  get: { parameters: { query?: infer Found } };
}
  ? NonNullable<Found>
  : never;

export type ProposalVerb = "approve" | "refuse" | "withdraw";

const keyed = (key: string) => ({ header: { "Idempotency-Key": key } });

export function paperList(api: Api, query: Query<"/api/v1/ledger/documents">) {
  return queryOptions({
    queryKey: ["ledger", "documents", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/ledger/documents", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function paperById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["ledger", "document", id],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/ledger/documents/{document_id}", {
          params: { path: { document_id: id } },
          signal,
        }),
      ),
  });
}

export function openShift(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: 10 };
  return queryOptions({
    queryKey: ["ledger", "shifts", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/ledger/shifts", { params: { query }, signal })),
  });
}

export function proposalList(api: Api, query: Query<"/api/v1/ledger/proposals">, language: string) {
  return queryOptions({
    queryKey: ["ledger", "proposals", query, language],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/ledger/proposals", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function openItems(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["ledger", "open", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/ledger/open-items", {
          params: { query: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function trialBalance(api: Api, communityId: string, at: string | undefined) {
  const query = { community_id: communityId, ...(at ? { at } : {}) };
  return queryOptions({
    queryKey: ["ledger", "balance", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/ledger/trial-balance", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function closedMonths(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["ledger", "closings", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/ledger/closings", {
          params: { query: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

/** Somebody's account. Each reading is in the journal, so it is asked for once and not again by itself. */
export function statementOf(api: Api, asked: Schemas["StatementIn"]) {
  return queryOptions({
    queryKey: ["statement", asked],
    queryFn: () => body(api.POST("/api/v1/ledger/statements", { body: asked })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** The same on paper, for the one it belongs to. */
export function statementPaper(api: Api, asked: Schemas["StatementIn"]): Promise<Blob> {
  const params = { query: { format: "pdf" as const } };
  return body(
    api.POST("/api/v1/ledger/statements/paper", { params, body: asked, parseAs: "blob" }),
  ) as Promise<Blob>;
}

export function paymentById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["ledger", "payment", id],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/ledger/payments/{payment_id}", {
          params: { path: { payment_id: id } },
          signal,
        }),
      ),
  });
}

export function takeMoney(api: Api, key: string, given: Schemas["ReceiptIn"]) {
  return answer(api.POST("/api/v1/ledger/receipts", { params: keyed(key), body: given }));
}

export function orderPayment(api: Api, key: string, given: Schemas["PaymentIn"]) {
  return body(api.POST("/api/v1/ledger/payments", { params: keyed(key), body: given }));
}

export function beginShift(api: Api, key: string, given: Schemas["ShiftIn"]) {
  return answer(api.POST("/api/v1/ledger/shifts", { params: keyed(key), body: given }));
}

export function endShift(
  api: Api,
  key: string,
  shift: { id: string; version: number },
  given: Schemas["ShiftCloseIn"],
) {
  const params = {
    path: { shift_id: shift.id },
    header: { "Idempotency-Key": key, ...ofVersion(shift.version) },
  };
  return answer(api.POST("/api/v1/ledger/shifts/{shift_id}/close", { params, body: given }));
}

export function bankCash(api: Api, key: string, given: Schemas["BankingIn"]) {
  return answer(api.POST("/api/v1/ledger/bankings", { params: keyed(key), body: given }));
}

export function proposeRefund(api: Api, key: string, given: Schemas["RefundProposalIn"]) {
  return answer(api.POST("/api/v1/ledger/refund-proposals", { params: keyed(key), body: given }));
}

export function proposeReversal(api: Api, key: string, given: Schemas["ReversalProposalIn"]) {
  return answer(api.POST("/api/v1/ledger/reversal-proposals", { params: keyed(key), body: given }));
}

export function decideProposal(
  api: Api,
  key: string,
  proposal: { id: string; version: number },
  verb: ProposalVerb,
  given: { note?: string },
) {
  const path = { proposal_id: proposal.id };
  const header = { "Idempotency-Key": key, ...ofVersion(proposal.version) };
  if (verb === "approve") {
    return answer(
      api.POST("/api/v1/ledger/proposals/{proposal_id}/approve", {
        params: { path, header },
        body: given,
      }),
    );
  }
  if (verb === "refuse") {
    return answer(
      api.POST("/api/v1/ledger/proposals/{proposal_id}/refuse", {
        params: { path, header },
        body: { note: given.note ?? "" },
      }),
    );
  }
  return answer(
    api.POST("/api/v1/ledger/proposals/{proposal_id}/withdraw", {
      params: { path, ...keyed(key) },
      body: given,
    }),
  );
}

export function completeRefund(api: Api, key: string, id: string) {
  const params = { path: { refund_id: id }, ...keyed(key) };
  return answer(api.POST("/api/v1/ledger/refunds/{refund_id}/complete", { params }));
}

export function failRefund(api: Api, key: string, id: string, failure: string) {
  const params = { path: { refund_id: id }, ...keyed(key) };
  return answer(api.POST("/api/v1/ledger/refunds/{refund_id}/fail", { params, body: { failure } }));
}

export function takeInStatement(api: Api, key: string, given: Schemas["BankStatementIn"]) {
  return body(api.POST("/api/v1/ledger/bank-statements", { params: keyed(key), body: given }));
}

export function matchLine(api: Api, key: string, id: string, documentIds: string[]) {
  const params = { path: { line_id: id }, ...keyed(key) };
  return answer(
    api.POST("/api/v1/ledger/bank-lines/{line_id}/match", {
      params,
      body: { document_ids: documentIds },
    }),
  );
}

export function reconcile(api: Api, key: string, communityId: string) {
  return body(
    api.POST("/api/v1/ledger/reconciliations", {
      params: keyed(key),
      body: { community_id: communityId },
    }),
  );
}

export function closeMonth(api: Api, key: string, communityId: string, period: string) {
  return answer(
    api.POST("/api/v1/ledger/closings", {
      params: keyed(key),
      body: { community_id: communityId, period },
    }),
  );
}
