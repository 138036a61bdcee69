import { buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useTranslation } from "react-i18next";

/** A paper: the page to print and sign, and the same as a PDF to keep. */
export function Papers({ path }: { path: string }) {
  const { t } = useTranslation();
  return (
    <>
      <a className={buttonClass("quiet")} href={path} rel="noreferrer" target="_blank">
        <Icon name="printer" /> {t("app.paper")}
      </a>
      <a
        className={buttonClass("quiet")}
        href={`${path}?format=pdf`}
        rel="noreferrer"
        target="_blank"
      >
        PDF
      </a>
    </>
  );
}
