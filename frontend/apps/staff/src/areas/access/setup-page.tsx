import "@shouwen/i18n/rooms/setup.zh-CN.ts";
import { type FirstAdministrator, setUp } from "@shouwen/api/access.ts";
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

const FIELDS = [["name"], ["username"], ["password"]];

/** A fresh installation's first screen: whoever holds the one-time link names the administrator. */
export function SetupPage() {
  const { t } = useTranslation();
  const token = tokenOf(useLocation({ select: ({ hash }) => hash }));
  return (
    <Doorway title={t("setup.title")}>
      <p className={styles.text}>{token ? t("setup.text") : t("setup.no_token")}</p>
      {token && <SetupForm token={token} />}
    </Doorway>
  );
}

function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const [form] = Form.useForm<Omit<FirstAdministrator, "token"> & { repeat: string }>();
  const faults = useFaults(form, FIELDS);
  const create = useMutation({
    mutationFn: (administrator: FirstAdministrator) => setUp(api, administrator),
    onSuccess: () => {
      toast.done(t("setup.done"));
      void navigate({ to: "/signin", search: {} });
    },
    onError: faults.show,
  });

  return (
    <FormScope>
      {faults.above(create.error) && <ProblemNotice error={create.error} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ name, username, password }) =>
          create.mutate({ token, name, username, password })
        }
        requiredMark={false}
      >
        <Form.Item
          label={t("setup.name")}
          name="name"
          rules={[{ required: true, message: t("setup.name_needed") }]}
        >
          <Input autoComplete="name" autoFocus />
        </Form.Item>
        <Form.Item
          label={t("setup.username")}
          name="username"
          rules={[{ required: true, message: t("access.username_needed") }]}
        >
          <Input autoCapitalize="none" autoComplete="username" />
        </Form.Item>
        <Form.Item
          label={t("setup.password")}
          name="password"
          rules={[{ required: true, message: t("access.password_needed") }]}
        >
          <Input autoComplete="new-password" type="password" />
        </Form.Item>
        <RepeatField />
        <Button busy={create.isPending} kind="primary" type="submit">
          {t("setup.submit")}
        </Button>
      </Form>
    </FormScope>
  );
}
