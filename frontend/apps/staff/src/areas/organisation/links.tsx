import { Link } from "@tanstack/react-router";
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
  return <span>{staff.name}</span>;
}
