import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { addContact } from "@shouwen/api/cases.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { type RecordValues, toRepeat } from "./record-values.ts";

/** What has been filled in joins a case there is, as one more contact. */
export function useAttach(
  form: FormInstance<RecordValues>,
  keyFor: (values: RecordValues, body: unknown) => string,
  done: (caseId: string) => void,
) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string; number: string }) => {
      const values = form.getFieldsValue(true) as RecordValues;
      const body = toRepeat(values);
      return addContact(api, keyFor(values, { id, body }), id, body);
    },
    onSuccess: (_, { id, number }) => {
      toast.done(t("cases.similar.done", { number }));
      void queries.invalidateQueries({ queryKey: ["cases"] });
      done(id);
    },
  });
}
