import { communityList } from "@shouwen/api/places.ts";
import type { CommunityOut } from "@shouwen/api/types.ts";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { api } from "./api.ts";

interface Chosen {
  all: CommunityOut[];
  /** The community everything is narrowed to; none means all the reader may see. */
  id: string | undefined;
  choose: (id: string | undefined) => void;
}

const Context = createContext<Chosen | null>(null);
const STORED = "shouwen.community";

function stored(): string | undefined {
  try {
    return localStorage.getItem(STORED) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(id: string | undefined): void {
  try {
    if (id) localStorage.setItem(STORED, id);
    else localStorage.removeItem(STORED);
  } catch {
    // Then the choice lasts as long as the page.
  }
}

export function CommunityProvider({ children }: { children: ReactNode }) {
  const { data } = useQuery(communityList(api));
  const [wanted, setWanted] = useState(stored);
  const chosen = useMemo(() => {
    const all = data?.data ?? [];
    // With one community there is nothing to choose; one out of reach is forgotten.
    const id = all.length === 1 ? all[0]?.id : all.find((one) => one.id === wanted)?.id;
    const choose = (next: string | undefined) => {
      store(next);
      setWanted(next);
    };
    return { all, id, choose };
  }, [data, wanted]);
  return <Context value={chosen}>{children}</Context>;
}

export function useCommunity(): Chosen {
  const chosen = useContext(Context);
  if (!chosen) throw new Error("useCommunity needs a CommunityProvider above it");
  return chosen;
}
