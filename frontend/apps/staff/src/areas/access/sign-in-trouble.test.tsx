import { ApiProblem, Unreachable } from "@shouwen/api/problem.ts";
import { startLanguage } from "@shouwen/i18n/i18n.ts";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { SignInTrouble } from "./sign-in-trouble.tsx";

function problem(status: number, headers: Record<string, string> = {}): ApiProblem {
  return new ApiProblem(new Response(null, { status, headers }), { detail: "服务器的话" });
}

beforeAll(startLanguage);
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("says that the password is wrong", () => {
  render(<SignInTrouble ended={false} error={problem(401)} />);
  expect(screen.getByRole("alert").textContent).toContain("用户名或密码不对");
});

it("counts a lock down and then lets one try", () => {
  render(<SignInTrouble ended={false} error={problem(429, { "Retry-After": "62" })} />);
  expect(screen.getByRole("alert").textContent).toContain("1 分 2 秒");
  act(() => vi.advanceTimersByTime(3000));
  expect(screen.getByRole("alert").textContent).toContain("59 秒");
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("keeps an ended session apart from a mistake", () => {
  render(<SignInTrouble ended error={null} />);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByText(/登录已失效/)).toBeTruthy();
});

it("admits that the server cannot be reached", () => {
  render(<SignInTrouble ended={false} error={new Unreachable(new TypeError("down"))} />);
  expect(screen.getByRole("alert").textContent).toContain("联系不上服务器");
});
