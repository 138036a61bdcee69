import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { HotkeyProvider } from "./hotkeys.tsx";
import { ToastProvider, useToast } from "./toast.tsx";

function Teller({ undo }: { undo: () => void }) {
  const toast = useToast();
  return (
    <>
      <button
        onClick={() => toast.done("done it", { label: "Undo", run: undo, of: "case-1" })}
        type="button"
      >
        do
      </button>
      {["case-1", "case-2"].map((of) => (
        <button key={of} onClick={() => toast.settled(of)} type="button">
          {of}
        </button>
      ))}
    </>
  );
}

function setUp() {
  const undo = vi.fn();
  render(
    <HotkeyProvider>
      <ToastProvider>
        <Teller undo={undo} />
      </ToastProvider>
    </HotkeyProvider>,
  );
  return { undo, user: userEvent.setup() };
}

it.each(["by pointer", "by key"])("takes back what was done, once, %s", async (way) => {
  const { undo, user } = setUp();
  await user.click(screen.getByText("do"));
  expect(screen.getByRole("status").textContent).toContain("done it");
  if (way === "by key") await user.keyboard("z");
  else await user.click(screen.getByRole("button", { name: /^Undo/ }));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("status").textContent).toBe("");
  await user.keyboard("z");
  expect(undo).toHaveBeenCalledTimes(1);
});

it("offers nothing to be taken back that was settled in another way", async () => {
  const { user } = setUp();
  await user.click(screen.getByText("do"));
  await user.click(screen.getByText("case-2"));
  expect(screen.getByRole("status").textContent).toContain("done it");
  await user.click(screen.getByText("case-1"));
  expect(screen.getByRole("status").textContent).toBe("");
});
