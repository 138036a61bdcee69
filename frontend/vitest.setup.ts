import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// The tests read Chinese; the simulated browser would be an English one.
Object.defineProperty(navigator, "language", { get: () => "zh-CN", configurable: true });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
