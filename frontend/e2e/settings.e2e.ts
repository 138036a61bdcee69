import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

it("gives a standard a number of its own, with a reason that stands in the history", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/standards");
  await page.getByLabel("搜索标准").fill("report.within");
  await page.getByRole("button", { name: "自定：首问人上报中心" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("数值").fill("8");
  await dialog.getByLabel("理由").fill("前台人手增加");
  await dialog.getByRole("button", { name: "自定" }).click();
  await page.getByText("8 分钟").waitFor();
  await page.getByText("变更记录").click();
  await page.getByText("前台人手增加").waitFor();
});

it("gives a number of its own up again, and the one of the pack holds", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const manager = await as("manager");
  const { data } = (await manager.get("/communities")) as { data: { id: string }[] };
  await manager.put(`/communities/${data[0]?.id}/standards/work_report.every`, {
    value: 3,
    reason: "试行",
  });
  await enter(desk, "manager", "/standards?q=work_report.every");
  const row = page.getByRole("row").filter({ hasText: "work_report.every" });
  await page.getByRole("button", { name: /^恢复：/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("生效时间").fill("2020-01-01T00:00");
  await dialog.getByLabel("理由").fill("试行期满");
  await dialog.getByRole("button", { name: "恢复" }).click();
  await dialog.locator(".ant-form-item-explain-error").first().waitFor();
  await dialog.getByLabel("生效时间").fill("");
  await dialog.getByRole("button", { name: "恢复" }).click();
  await row.getByText("基准标准").waitFor();
  expect(await page.getByRole("button", { name: /^恢复：/ }).count()).toBe(0);
});

it("sorts imported messages by words of one's own, tries them, and goes back to the built-in ones", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const trial = page.getByRole("region", { name: "试一试" });
  const manager = await as("manager");
  const { data } = (await manager.get("/communities")) as { data: { id: string }[] };
  const rules = `/communities/${data[0]?.id}/sorting-rules`;
  const { version } = await manager.get(rules);
  await manager.put(rules, { rules: [] }, { "If-Match": `"v${version}"` }); // a second try begins alike
  await enter(desk, "manager", "/sorting");
  await trial.getByLabel("输入一句留言").fill("三号楼路灯不亮");
  await trial.getByText("没有规则符合").waitFor();
  await page.getByRole("button", { name: "修改规则" }).click();
  await dialog.getByRole("button", { name: "增加一条" }).click();
  const added = dialog.getByRole("group").last();
  await dialog.getByRole("button", { name: "保存" }).click();
  await added.getByText("请至少填写一个词语").waitFor();
  await added.getByLabel("词语").fill("路灯、照明");
  await added.getByLabel("类别").click();
  await dialog.locator(".ant-select-item-option", { hasText: "报修" }).click();
  expect(await added.getByLabel("投诉对象").count()).toBe(0);
  await added.getByRole("button", { name: /^上移/ }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row").filter({ hasText: "照明" }).waitFor();
  await trial.getByText(/^报修/).waitFor();
  await trial.getByText("含“路灯”").waitFor();
  await page.getByRole("button", { name: "恢复内置规则" }).click();
  await trial.getByText("没有规则符合").waitFor();
  await page.getByRole("status").getByRole("button", { name: "撤销" }).click();
  await page.getByRole("row").filter({ hasText: "照明" }).waitFor();
});

it("gives a duty to another post", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/duties");
  const row = page.getByRole("row").filter({ hasText: "值班日志审签" });
  await row.getByRole("cell").nth(1).waitFor();
  const before = await row.getByRole("cell").nth(1).innerText();
  const to = before === "客服副主管" ? "客服主管" : "客服副主管"; // so that a second try gives as well
  await row.getByRole("button", { name: /^移交：/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("移交给岗位").fill(to);
  await dialog.locator(".ant-select-item-option", { hasText: to }).first().click();
  await dialog.getByRole("button", { name: "移交" }).click();
  await row.getByRole("cell", { name: to, exact: true }).waitFor();
});

it("shows at the field what a standard may not be", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/standards?q=report.within");
  await page.getByRole("button", { name: "自定：首问人上报中心" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("数值").fill("不久");
  await dialog.getByLabel("理由").fill("试试");
  await dialog.getByRole("button", { name: "自定" }).click();
  await dialog.locator(".ant-form-item-explain-error").first().waitFor();
});

it("tells what adopting a pack would change, and how two differ", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/standards?view=packs");
  await page.getByRole("columnheader", { name: "采用后" }).waitFor();
  await page.getByLabel("对照").selectOption("op");
  await page.getByRole("columnheader", { name: "服务作业规程" }).waitFor();
  expect(await page.locator("tbody tr").count()).toBeGreaterThan(0);
});

it("registers every form with its code, and leads to where its rows are kept", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/standards?view=catalogue");
  const order = page.getByRole("row").filter({ hasText: "维修工作单" });
  await order.getByText(/^WX-01 第 \d+ 版$/).waitFor();
  const log = page.getByRole("row").filter({ hasText: "r02-wkf07" });
  await log.getByText("暂无").waitFor();
  await page.getByRole("heading", { name: "审批权限" }).waitFor();
  await page.getByRole("heading", { name: /^上门检查/ }).waitFor();
  const register = page.getByRole("row").filter({ hasText: "来人来电来访登记表" });
  await register.getByRole("link").click();
  await page.waitForURL(/\/contacts/);
});

it("refuses a year without its festivals and says which are missing", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "system_admin", "/calendar?year=2027");
  await page.getByRole("button", { name: "公布", exact: true }).click();
  const named = page.getByRole("list", { name: "特别的日子" });
  const first = named.getByRole("button", { name: /移除/ }).first();
  await first.click();
  await page.getByRole("button", { name: "公布", exact: true }).click();
  await page.getByRole("alert").getByText("日历不完整或有误").waitFor();
});

it("publishes no calendar for somebody of one community", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/calendar?year=2027");
  await page.getByText("尚未公布").waitFor();
  expect(await page.getByRole("button", { name: "公布", exact: true }).count()).toBe(0);
});

it("enters an absence, marks it on the chart, and takes it back", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/organisation");
  const chart = page.getByRole("region", { name: "部门与岗位" });
  const engineer = chart.getByRole("listitem").filter({ hasText: "卢永强" });
  await page.getByRole("button", { name: "登记离岗" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请选择一位员工").waitFor();
  await dialog.getByRole("combobox").fill("卢永强");
  await page.getByTitle(/卢永强/).click();
  await dialog.getByText("培训").click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await engineer.getByText("离岗").waitFor();
  await page.getByRole("button", { name: "取消卢永强的离岗" }).click();
  await page.getByText("已取消卢永强的离岗").waitFor();
  await expect.poll(() => engineer.getByText("离岗").count()).toBe(0);
});

it("offers no screen to somebody who may not open it", async () => {
  const desk = await openDesk();
  await enter(desk, "resident_1", "/cases");
  const links = desk.page.getByRole("navigation").getByRole("link", { name: /履约看板|承诺/ });
  await desk.page.getByRole("heading", { level: 2 }).first().waitFor();
  expect(await links.count()).toBe(0);
});

it("asks before a type of cases is taken out, and then takes it out", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/case-types");
  await page.getByRole("button", { name: "引入展厅类型" }).click();
  const adopting = page.getByRole("dialog", { name: "引入展厅类型" });
  await adopting.getByText("加入本小区").waitFor();
  await adopting.getByRole("button", { name: "引入", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: "到店接待" });
  await row.getByRole("button", { name: /停用/ }).click();
  const dialog = page.getByRole("dialog", { name: "停用：到店接待" });
  await dialog.getByRole("button", { name: "取消" }).click();
  expect(await row.count()).toBe(1);
  await row.getByRole("button", { name: /停用/ }).click();
  await dialog.getByRole("button", { name: "停用" }).click();
  await expect.poll(() => row.count()).toBe(0);
});
