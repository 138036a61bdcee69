import { useCommunity } from "./community.tsx";

/** The community a screen is about that can only show one: the chosen, else the first in reach. */
export function useOneCommunity(): { id: string; name: string } | undefined {
  const { all, id } = useCommunity();
  return all.find((one) => one.id === id) ?? all[0];
}
