import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { HotkeyProvider } from "./hotkeys.tsx";
import { ToastProvider, useToast } from "./toast.tsx";

function Teller({ undo }: { undo: () => void }) {
  const toast = useToast();
  return (
    <button onClick={() => toast.done("done it", { label: "Undo", run: undo })} type="button">
      do
    </button>
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
