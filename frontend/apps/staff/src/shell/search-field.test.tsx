import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SearchField } from "./search-field.tsx";

const onSearch = vi.fn();
const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "找人" });
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const pause = () => act(() => vi.advanceTimersByTime(1_000));
const shown = (q: string) => <SearchField label="找人" onSearch={onSearch} q={q} />;

beforeEach(() => {
  vi.useFakeTimers();
  onSearch.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

it("sends what was typed once, when the typing pauses", () => {
  render(shown(""));
  type("张");
  type("张伟 ");
  expect(onSearch).not.toHaveBeenCalled();
  pause();
  pause();
  expect(onSearch.mock.calls).toEqual([["张伟"]]);
});

it("sends nothing while an input method composes", () => {
  render(shown(""));
  fireEvent.compositionStart(field());
  type("zhang w");
  fireEvent.keyDown(field(), { key: "Enter" });
  pause();
  expect(onSearch).not.toHaveBeenCalled();
  type("张伟");
  fireEvent.compositionEnd(field());
  pause();
  expect(onSearch.mock.calls).toEqual([["张伟"]]);
});

it("sends at once with Enter", () => {
  render(shown(""));
  type("张伟");
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(onSearch.mock.calls).toEqual([["张伟"]]);
  pause();
  expect(onSearch.mock.calls).toEqual([["张伟"]]);
});

it("keeps what was typed since, and takes over what another hand looks for", () => {
  const { rerender } = render(shown(""));
  type("张");
  pause();
  type("张伟");
  rerender(shown("张")); // the address has followed what was sent
  expect(field().value).toBe("张伟");
  rerender(shown("李"));
  expect(field().value).toBe("李");
});

it("sends nothing once a link was followed", () => {
  render(shown(""));
  type("张伟");
  history.pushState(null, "", "/residents/1");
  pause();
  expect(onSearch).not.toHaveBeenCalled();
});
