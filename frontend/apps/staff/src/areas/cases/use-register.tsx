import "@shouwen/i18n/rooms/register.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { FormInstance } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import type { RecordValues } from "./record-values.ts";

const RegisterDialog = lazy(() => import("./register-dialog.tsx"));

/** What was filled in may be a call that becomes no case: a button for it, and what it opens. */
export function useRegister(form: FormInstance<RecordValues>, onDone: () => void) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [told, setTold] = useState<RecordValues>();
  const open = () => setTold(form.getFieldsValue(true) as RecordValues);
  return {
    button: holds(person, "cases.register") && (
      <Button onClick={open}>{t("cases.register.only")}</Button>
    ),
    dialog: told && (
      <Suspense>
        <RegisterDialog onClose={() => setTold(undefined)} onDone={onDone} told={told} />
      </Suspense>
    ),
  };
}
