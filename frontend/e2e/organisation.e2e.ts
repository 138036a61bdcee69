import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

/** Picks from a select of antd: types, and takes the first that fits. */
async function pick(page: Page, label: string, text: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill(text);
  await dialog.locator(".ant-select-item-option", { hasText: text }).first().click();
}

async function pathOfPost(name: string): Promise<string> {
  const manager = await as("manager");
  const found = await manager.get(`/posts?q=${encodeURIComponent(name)}`);
  const [post] = found.data as { id: string }[];
  return `/organisation/posts/${post?.id}`;
}

it("makes a department and a post in it, puts somebody on it, and takes them off again", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const mark = crypto.randomUUID().slice(0, 4); // a second try finds the names of the first taken
  const [first, second, post] = [`绿化养护部${mark}`, `绿化部${mark}`, `绿化主管岗${mark}`];
  await enter(desk, "manager", "/organisation");
  await page.getByRole("button", { name: "新增部门" }).click();
  await dialog.getByLabel("名称").fill(first);
  await dialog.getByRole("button", { name: "保存" }).click();
  const department = page.getByRole("region", { name: first });
  await department.getByText("没有岗位").waitFor();

  await page.getByRole("button", { name: `修改：${first}` }).click();
  await dialog.getByLabel("名称").fill(second);
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByRole("region", { name: second, exact: true }).waitFor();

  await page.getByRole("button", { name: "新增岗位" }).click();
  await dialog.getByLabel("名称").fill(post);
  await pick(page, "部门", second);
  await pick(page, "上级岗位", "项目经理");
  await dialog.getByLabel("名称").press("Control+Enter");
  const made = page.getByRole("region", { name: second }).getByRole("listitem");
  await made.getByText("上级：项目经理").waitFor();
  await made.getByRole("link", { name: post }).click();
  await page.getByText("还没有人任职").waitFor();

  await page.getByRole("button", { name: "任命" }).click();
  await pick(page, "谁", "卢永强");
  await dialog.getByRole("button", { name: "任命" }).click();
  const row = page.getByRole("row").filter({ hasText: "卢永强" });
  await row.getByText("在任").waitFor();

  await page.getByRole("button", { name: "任命" }).click();
  await pick(page, "谁", "卢永强");
  await dialog.getByRole("button", { name: "任命" }).click();
  await dialog
    .locator(".ant-form-item-explain-error")
    .getByText(/已任此岗位/)
    .waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "卸任：卢永强" }).click();
  await dialog.getByLabel("到").fill("2020-01-01T00:00");
  await dialog.getByRole("button", { name: "卸任" }).click();
  await dialog.locator(".ant-form-item-explain-error").getByText("结束时间须晚于").waitFor();
  await dialog.getByLabel("到").fill("");
  await dialog.getByRole("button", { name: "卸任" }).click();
  await row.getByText("已卸任").waitFor();
  expect(await page.getByRole("button", { name: "卸任：卢永强" }).count()).toBe(0);
});

it("says at the field why a post cannot be so called, or stand there", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  await enter(desk, "manager", await pathOfPost("项目经理"));
  await page.getByRole("button", { name: "修改岗位" }).click();
  await pick(page, "上级岗位", "工程主管");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.locator(".ant-form-item-explain-error").getByText(/循环/).waitFor();
  await dialog.getByLabel("名称").fill("工程主管");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.locator(".ant-form-item-explain-error").getByText("已有“工程主管").waitFor();
});

it("offers no change of the chart to somebody who may only read it", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "engineer", "/organisation");
  await page
    .getByRole("link", { name: /工程主管/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "任职" }).waitFor();
  for (const name of ["修改岗位", "任命", /卸任/])
    expect(await page.getByRole("button", { name }).count()).toBe(0);
});
