import "@shouwen/i18n/rooms/setup.zh-CN.ts";
import { applySignInLink } from "@shouwen/api/grants.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "../../shell/doorway.module.css";
import { Doorway } from "../../shell/doorway.tsx";
import { useFaults } from "../../shell/form-faults.ts";
import { FormScope } from "../../shell/form-scope.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { RepeatField } from "./repeat-field.tsx";
import { tokenOf } from "./token-of.ts";

const FIELDS = [["password"]];

/** Whoever holds the link sets the password: at the first sign-in, or when it was forgotten. */
export function WelcomePage() {
  const { t } = useTranslation();
  const token = tokenOf(useLocation({ select: ({ hash }) => hash }));
  return (
    <Doorway title={t("welcome.title")}>
      <p className={styles.text}>{token ? t("welcome.text") : t("welcome.no_token")}</p>
      {token && <PasswordForm token={token} />}
    </Doorway>
  );
}

function PasswordForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const [form] = Form.useForm<{ password: string; repeat: string }>();
  const faults = useFaults(form, FIELDS);
  const set = useMutation({
    mutationFn: (password: string) => applySignInLink(api, token, password),
    onSuccess: ({ data }) => {
      toast.done(t("welcome.done", { username: data.username }));
      void navigate({ to: "/signin", search: {} });
    },
    onError: faults.show,
  });
  return (
    <FormScope>
      {faults.above(set.error) && <ProblemNotice error={set.error} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ password }) => set.mutate(password)}
        requiredMark={false}
      >
        <Form.Item
          label={t("setup.password")}
          name="password"
          rules={[{ required: true, message: t("access.password_needed") }]}
        >
          <Input autoComplete="new-password" autoFocus type="password" />
        </Form.Item>
        <RepeatField />
        <Button busy={set.isPending} kind="primary" type="submit">
          {t("welcome.submit")}
        </Button>
      </Form>
    </FormScope>
  );
}
