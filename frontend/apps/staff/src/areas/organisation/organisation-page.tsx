import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { absenceList, chartOf, routeList } from "@shouwen/api/organisation.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { buttonClass } from "@shouwen/ui/button.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import { ForbiddenPage, NotFoundPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Absences } from "./absences.tsx";
import { Chart } from "./chart.tsx";
import { RouteTable } from "./route-table.tsx";

/** Who answers for what: the chart, who is away, and where a matter goes. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const id = community?.id ?? "";
  const enabled = community !== undefined;
  const chart = useQuery({ ...chartOf(api, id), enabled });
  const absences = useQuery({ ...absenceList(api, id), enabled });
  const routes = useQuery({ ...routeList(api, id), enabled });
  if (!community) return <NotFoundPage />;
  if (chart.error instanceof ApiProblem && chart.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("organisation.title")}</PageTitle>
        <p>{community.name}</p>
        <div className={page.tools}>
          <Link className={buttonClass("plain")} to="/organisation/staff">
            {t("organisation.staff")}
          </Link>
        </div>
      </header>
      <Loaded query={chart}>{(data) => <Chart chart={data} />}</Loaded>
      <Loaded query={absences}>
        {(data) => <Absences communityId={community.id} rows={data.data} />}
      </Loaded>
      <Loaded query={routes}>
        {(data) => <RouteTable communityId={community.id} rows={data.data} />}
      </Loaded>
    </div>
  );
}
