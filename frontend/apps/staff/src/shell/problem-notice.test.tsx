import { ApiProblem } from "@shouwen/api/problem.ts";
import { startLanguage } from "@shouwen/i18n/i18n.ts";
import { render, screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { ProblemNotice } from "./problem-notice.tsx";

function problem(status: number): ApiProblem {
  return new ApiProblem(new Response(null, { status }), { detail: "原因", request_id: "r-1" });
}

beforeAll(startLanguage);

it("gives the number that support can find a fault by", () => {
  render(<ProblemNotice error={problem(500)} />);
  expect(screen.getByRole("alert").textContent).toContain("r-1");
});

it("gives no number where something was only filled in wrongly", () => {
  render(<ProblemNotice error={problem(422)} />);
  expect(screen.getByRole("alert").textContent).toBe("原因");
});
