import { lazy } from "react";

// A list to search in weighs as much as the rest of a form: it comes when a verb asks for somebody.
export const StaffPicker = lazy(async () => ({
  default: (await import("./people-picker.tsx")).StaffPicker,
}));
export const PostPicker = lazy(async () => ({
  default: (await import("./people-picker.tsx")).PostPicker,
}));
