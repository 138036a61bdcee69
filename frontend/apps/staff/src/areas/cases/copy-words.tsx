import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useTranslation } from "react-i18next";

function valueAt(values: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    values,
  );
}

/** What a form holds in words, in the order of its fields; one paragraph each. */
export function wordsIn(values: object, fields: (string | number)[][]): string {
  return fields
    .map((path) => valueAt(values, path))
    .filter((value): value is string => typeof value === "string" && value.trim() !== "")
    .join("\n\n");
}

/** Takes along what can no longer be sent from here. */
export function CopyWords({ words }: { words: () => string }) {
  const { t } = useTranslation();
  const toast = useToast();
  const copy = () =>
    // Without HTTPS the browser has no clipboard for us; the words can still be marked by hand.
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(words()))
      .then(
        () => toast.done(t("cases.act.words_copied")),
        () => toast.trouble(t("cases.act.words_not_copied")),
      );
  return (
    <Button icon="copy" onClick={() => void copy()}>
      {t("cases.act.copy_words")}
    </Button>
  );
}
