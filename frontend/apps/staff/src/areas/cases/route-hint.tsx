import { caseRoute } from "@shouwen/api/cases.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

/** Where the routing table sends this case, one press away: nobody has to know the chart by heart (FR-03). */
export default function RouteHint({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const found = useQuery(caseRoute(api, caseId)).data;
  if (!found?.route || !found.post) return null;
  const { post, staff } = found;
  const name = `${post.name} · ${staff.name}`;
  return (
    <Form.Item>
      <Button
        onClick={() => form.setFieldsValue({ to: "post", post: { value: post.id, label: name } })}
      >
        {t("cases.act.by_route", { name })}
      </Button>
    </Form.Item>
  );
}
