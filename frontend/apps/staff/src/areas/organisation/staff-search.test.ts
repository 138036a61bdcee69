import { expect, it } from "vitest";
import { parseStaffSearch, toStaffQuery } from "./staff-search.ts";

it("reads the address and leaves out what it does not understand", () => {
  expect(parseStaffSearch({ q: "李", everybody: "true", cursor: "c", odd: 1 })).toEqual({
    q: "李",
    everybody: "true",
    cursor: "c",
  });
  expect(parseStaffSearch({ q: 7, everybody: "yes", cursor: "" })).toEqual({});
});

it("asks for one community, or for everybody in reach", () => {
  expect(toStaffQuery({ q: " 李 " }, "c1")).toEqual({ limit: 50, q: "李", community_id: ["c1"] });
  expect(toStaffQuery({ everybody: "true", q: " " }, "c1")).toEqual({ limit: 50 });
});
