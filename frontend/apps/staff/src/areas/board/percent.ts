/** A share as people read it, to a tenth of a percent. */
export const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
