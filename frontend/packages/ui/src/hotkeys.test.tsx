import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { HotkeyProvider, useHotkey, useHotkeyList } from "./hotkeys.tsx";

function Page({ onPress }: { onPress: (keys: string) => void }) {
  for (const keys of ["F2", "?", "g c", "c", "Ctrl+Enter"]) {
    // biome-ignore lint/correctness/useHookAtTopLevel: the list never changes.
    useHotkey(keys, `does ${keys}`, () => onPress(keys));
  }
  return (
    <>
      <input aria-label="words" />
      <output>{useHotkeyList().length}</output>
    </>
  );
}

function setUp() {
  const onPress = vi.fn();
  render(
    <HotkeyProvider>
      <Page onPress={onPress} />
    </HotkeyProvider>,
  );
  return { onPress, user: userEvent.setup(), words: screen.getByLabelText("words") };
}

describe("keys do what they say", () => {
  it("one at a time, together, or one after the other", async () => {
    const { onPress, user } = setUp();
    await user.keyboard("{F2}?gcc{Control>}{Enter}{/Control}");
    expect(onPress.mock.calls.flat()).toEqual(["F2", "?", "g c", "c", "Ctrl+Enter"]);
  });

  it("leaves letters to whoever is writing, but not function keys and chords", async () => {
    const { onPress, user, words } = setUp();
    await user.click(words);
    await user.keyboard("?gc{F2}{Control>}{Enter}{/Control}");
    expect(onPress.mock.calls.flat()).toEqual(["F2", "Ctrl+Enter"]);
  });

  it("leaves every key to the input method while it composes", () => {
    const { onPress, words } = setUp();
    fireEvent.keyDown(words, { key: "F2", keyCode: 229 });
    fireEvent.keyDown(words, { key: "F2", isComposing: true });
    expect(onPress).not.toHaveBeenCalled();
  });
});
