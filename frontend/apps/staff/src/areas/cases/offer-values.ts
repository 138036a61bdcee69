import type { Picked } from "./record-values.ts";

/** What the fields of an offer hold, for one case or for several. */
export interface OfferValues {
  to: "staff" | "post";
  staff?: Picked;
  post?: Picked;
  reason?: string;
}

export function toOffer({ to, staff, post, reason }: OfferValues) {
  const addressee =
    to === "staff" ? { to_staff_id: staff?.value ?? "" } : { to_post_id: post?.value ?? "" };
  return { ...addressee, ...(reason ? { reason } : {}) };
}
