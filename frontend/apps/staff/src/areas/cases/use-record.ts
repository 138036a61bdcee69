import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { hearCase } from "@shouwen/api/cases.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { emptied } from "../../shell/drafts/emptied.ts";
import { useDraft } from "../../shell/drafts/use-draft.ts";
import { useFaults } from "../../shell/form-faults.ts";
import { emptyRecord, RECORD_FIELDS, type RecordValues, toCase } from "./record-values.ts";

/** The record form's life: a draft, one request under one key, and the case that comes of it. */
export function useRecord(form: FormInstance<RecordValues>, onRecorded: (made: CaseOut) => void) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const { id: communityId } = useCommunity();
  const draft = useDraft<RecordValues>("record");
  const faults = useFaults(form, RECORD_FIELDS);

  const hear = useMutation({
    mutationFn: (values: RecordValues) => {
      const body = toCase(values);
      return hearCase(api, draft.box.keyFor(values, body), body);
    },
    onSuccess: ({ data }) => {
      draft.forget();
      toast.done(t("cases.record.done", { number: data.number }));
      queries.setQueryData(["cases", data.id, "case"], data);
      void queries.invalidateQueries({ queryKey: ["cases", "list"] });
      onRecorded(data);
    },
    onError: faults.show,
  });

  const startOver = () => {
    draft.forget();
    hear.reset();
    form.resetFields();
    // The form may have begun with a draft, and that is what it would go back to.
    emptied(form);
    form.setFieldsValue(emptyRecord(new Date(), communityId));
  };

  return { draft, hear, trouble: faults.above(hear.error), startOver };
}
