import { signIn } from "@shouwen/api/access.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Form, Input, type InputRef } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Doorway } from "../../shell/doorway.tsx";
import { FormScope } from "../../shell/form-scope.tsx";
import { SignInTrouble } from "./sign-in-trouble.tsx";

interface Credentials {
  username: string;
  password: string;
}

/** Signs in and goes on to `next`, where the reader was. */
export function SignInPage({ next, ended }: { next: string; ended: boolean }) {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const password = useRef<InputRef>(null);
  const [form] = Form.useForm<Credentials>();

  const enter = useMutation({
    mutationFn: ({ username, password }: Credentials) => signIn(api, username, password),
    onSuccess: () => {
      // Whatever was asked before was asked by somebody else.
      queries.clear();
      router.history.replace(next);
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem && error.status === 401)) return;
      form.setFieldValue("password", ""); // resetting would make the field anew, and lose the cursor
      password.current?.focus();
    },
  });

  return (
    <Doorway footnote={t("access.forgot")} title={t("access.title")}>
      <SignInTrouble ended={ended && !enter.isError} error={enter.error} />
      <FormScope>
        <Form
          form={form}
          layout="vertical"
          onFinish={(credentials) => enter.mutate(credentials)}
          requiredMark={false}
        >
          <Form.Item
            label={t("access.username")}
            name="username"
            rules={[{ required: true, message: t("access.username_needed") }]}
          >
            <Input autoCapitalize="none" autoComplete="username" autoFocus size="large" />
          </Form.Item>
          <Form.Item
            label={t("access.password")}
            name="password"
            rules={[{ required: true, message: t("access.password_needed") }]}
          >
            <Input autoComplete="current-password" ref={password} size="large" type="password" />
          </Form.Item>
          <Button busy={enter.isPending} kind="primary" type="submit">
            {t("access.sign_in")}
          </Button>
        </Form>
      </FormScope>
    </Doorway>
  );
}
