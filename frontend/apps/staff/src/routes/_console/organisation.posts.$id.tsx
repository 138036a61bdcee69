import { createFileRoute } from "@tanstack/react-router";
import { PostPage } from "../../areas/organisation/post-page.tsx";

export const Route = createFileRoute("/_console/organisation/posts/$id")({ component: Post });

function Post() {
  const { id } = Route.useParams();
  return <PostPage id={id} key={id} />;
}
