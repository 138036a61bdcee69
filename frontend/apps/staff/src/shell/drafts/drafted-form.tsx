import { Form } from "antd";
import { Filled, type FormProps } from "../filled-form.tsx";
import { DraftOffer } from "./draft-offer.tsx";
import { DraftRestored } from "./draft-restored.tsx";
import { useFormDraft } from "./use-form-draft.ts";

/** A form whose words are kept while they are written. */
export default function DraftedForm<Values extends object>(props: FormProps<Values>) {
  const [form] = Form.useForm();
  const draft = useFormDraft(props.draft ?? "", form, props.values, props.draftable);
  const notice = (
    <>
      <DraftRestored at={draft.restoredAt} onStartOver={draft.startOver} />
      <DraftOffer clash={draft.isClash} elsewhere={draft.offered} onTake={draft.take} />
    </>
  );
  return <Filled {...props} keeping={{ form, notice, ...draft }} />;
}
