import { expect, it } from "vitest";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

it("gives a standard a number of its own, with a reason that stands in the history", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/standards");
  await page.getByLabel("搜索标准").fill("report.within");
  await page.getByRole("button", { name: /^自定：/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("数值").fill("8");
  await dialog.getByLabel("理由").fill("前台人手增加");
  await dialog.getByRole("button", { name: "自定" }).click();
  await page.getByText("8 分钟").waitFor();
  await page.getByText("变更记录").click();
  await page.getByText("前台人手增加").waitFor();
});

it("shows at the field what a standard may not be", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/standards?q=report.within");
  await page.getByRole("button", { name: /^自定：/ }).click();
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
