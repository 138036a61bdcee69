import { expect, it } from "vitest";
import { toldOf } from "./told-of.ts";

it("says which renovation the news is of", () => {
  const shown = { number: "ZS202611-00006", unit: { label: "1-1-401" } };
  expect(toldOf(shown, "已办理：发放许可证")).toBe("1-1-401 ZS202611-00006 已办理：发放许可证");
});
