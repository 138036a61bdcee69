import "@shouwen/i18n/rooms/permissions.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { roleList } from "@shouwen/api/grants.ts";
import type { GrantRow, RoleOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Dialog } from "@shouwen/ui/dialog.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { usePlaceWords } from "../../shell/place-words.ts";
import { screensWith } from "../../shell/screens.ts";
import { areasOf, reachAt } from "./reaches.ts";
import styles from "./roles.module.css";

/** What a role may see and do; of a grant, as far as it goes at its place. */
export default function RolesDialog(props: { grant?: GrantRow; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { grant } = props;
  const roles = useQuery(roleList(api));
  const [chosen, setChosen] = useState(grant?.role);
  const title = grant
    ? t("rights.see_as_of", { name: grant.staff.name, role: label("role", grant.role) })
    : t("rights.roles");
  return (
    <Dialog closeName={t("app.close")} onClose={props.onClose} readOnly title={title} wide>
      <Loaded query={roles}>
        {({ data }) => {
          const role = data.find((one) => one.role === chosen) ?? data[0];
          return (
            <>
              {!grant && (
                <label className={page.field}>
                  {t("rights.role")}
                  <select onChange={({ target }) => setChosen(target.value)} value={role?.role}>
                    {data.map((one) => (
                      <option key={one.role} value={one.role}>
                        {label("role", one.role)}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              {role && <Role grant={grant} role={role} />}
            </>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

function Role({ role, grant }: { role: RoleOut; grant: GrantRow | undefined }) {
  const { t } = useTranslation();
  const label = useLabels();
  const placeOf = usePlaceWords();
  const screens = screensWith(role.permissions).map(({ name }) => t(`shell.${name}`));
  return (
    <div className={styles.role}>
      <p className={page.soft}>
        {grant ? t("rights.role_text", { place: placeOf(grant) }) : t("rights.roles_text")}
      </p>
      <section>
        <h3>{t("rights.screens")}</h3>
        <p>{screens.join(" · ") || t("rights.no_screens")}</p>
      </section>
      {areasOf(role.permissions).map(([area, permissions]) => (
        <section key={area}>
          <h3>{label("permission_area", area)}</h3>
          <ul>
            {permissions.map(({ name, reach }) => (
              <li key={name}>
                <span>{label("permission", name)}</span>
                <span className={page.small}>{label("reach", reachAt(reach, grant))}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
