import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./organisation.module.css";

interface Named {
  id: string;
  name: string;
}

export function PostLink({ post }: { post: Named }) {
  return (
    <Link className={styles.link} params={{ id: post.id }} to="/organisation/posts/$id">
      {post.name}
    </Link>
  );
}

export function StaffLink({ staff }: { staff: Named }) {
  return (
    <Link className={styles.link} params={{ id: staff.id }} to="/organisation/staff/$id">
      {staff.name}
    </Link>
  );
}

/** Up to the chart, or with `staff` to the list of people. */
export function BackLink({ staff = false }: { staff?: boolean }) {
  const { t } = useTranslation();
  return (
    <Link className={styles.back} to={staff ? "/organisation/staff" : "/organisation"}>
      <Icon name="arrowLeft" size={14} />
      {t(staff ? "organisation.staff" : "organisation.title")}
    </Link>
  );
}
