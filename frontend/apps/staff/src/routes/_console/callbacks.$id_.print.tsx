import { callbackById } from "@shouwen/api/callbacks.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { createFileRoute } from "@tanstack/react-router";
import { CallbackFormPage } from "../../areas/callbacks/callback-form-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/callbacks/$id_/print")({
  loader: ({ context, params }) =>
    context.queries
      .ensureQueryData(callbackById(api, params.id, currentLanguage()))
      .catch(orNotFound),
  component: CallbackForm,
});

function CallbackForm() {
  return <CallbackFormPage id={Route.useParams().id} />;
}
