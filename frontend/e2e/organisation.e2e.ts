import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
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
  await pick(page, "谁", "谭大勇");
  await dialog.getByRole("button", { name: "任命" }).click();
  const row = page.getByRole("row").filter({ hasText: "谭大勇" });
  await row.getByText("在任").waitFor();

  await page.getByRole("button", { name: "任命" }).click();
  await pick(page, "谁", "谭大勇");
  await dialog.getByRole("button", { name: "任命" }).click();
  await dialog
    .locator(".ant-form-item-explain-error")
    .getByText(/已任此岗位/)
    .waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "卸任：谭大勇" }).click();
  await dialog.getByLabel("到").fill("2020-01-01T00:00");
  await dialog.getByRole("button", { name: "卸任" }).click();
  await dialog.locator(".ant-form-item-explain-error").getByText("结束时间须晚于").waitFor();
  await dialog.getByLabel("到").fill("");
  await dialog.getByRole("button", { name: "卸任" }).click();
  await row.getByText("已卸任").waitFor();
  expect(await page.getByRole("button", { name: "卸任：谭大勇" }).count()).toBe(0);
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

it("overwrites nothing that somebody else changed meanwhile", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const manager = await as("manager");
  const name = `巡逻岗${crypto.randomUUID().slice(0, 4)}`; // one of its own: a second try finds it unchanged
  const superior = (await pathOfPost("安全主管")).replace("/organisation", "");
  const { id, community_id } = await manager.get(superior);
  const made = await manager.post("/posts", { name, community_id, superior_post_id: id });
  const of = `/posts/${made.id}`;
  await enter(desk, "manager", `/organisation${of}`);
  await page.getByRole("button", { name: "修改岗位" }).click();
  await dialog.getByLabel("名称").fill(`${name}（白班）`);
  const { version } = await manager.get(of);
  await manager.patch(of, { superior_post_id: null }, { "If-Match": `"v${version}"` });
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByRole("alert").getByText("内容已被他人更新").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "修改岗位" }).click();
  await pick(page, "上级岗位", "安全主管");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("岗位已保存").waitFor();
  expect((await manager.get(of)).name).toBe(name);
});

it("offers no change of the chart to somebody who may only read it", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "engineer", "/organisation");
  await page.getByRole("button", { name: "会派给谁" }).waitFor();
  for (const name of [/^新增/, /^修改/, /^移除/])
    expect(await page.getByRole("button", { name }).count()).toBe(0);
  await page
    .getByRole("link", { name: /工程主管/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "任职" }).waitFor();
  for (const name of ["修改岗位", "任命", /卸任/])
    expect(await page.getByRole("button", { name }).count()).toBe(0);
});

/** Their names end in a serial, which is a number of its own. */
const numberOf = (name: string) => name.slice(-4);

/** Somebody new on a post, to whom a case has just been offered. */
async function employ(name: string): Promise<{ path: string; heard: Record<string, unknown> }> {
  const manager = await as("manager");
  const made = await manager.post("/staff", { name, number: numberOf(name) });
  const [post] = (await manager.get(`/posts?q=${encodeURIComponent("维修工")}`)).data as {
    id: string;
  }[];
  await manager.post(`/posts/${post?.id}/holders`, { staff_id: made.id });
  const butler = await as("duty_butler");
  const heard = await hear(butler, `单元门禁失灵：${name}`);
  await butler.post(`/cases/${heard.id}/offer`, { to_staff_id: made.id });
  return { path: `/organisation/staff/${made.id}`, heard };
}

it("lets somebody go only after all they hold has a successor, and takes them back", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const name = `临时工${crypto.randomUUID().slice(0, 4)}`;
  const { heard } = await employ(name);
  await enter(desk, "manager", "/organisation");
  await page.getByRole("link", { name: "员工名册" }).click();
  await page.getByLabel("姓名或工号").fill(name);
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "办理离职" }).click();
  await dialog.getByRole("button", { name: "办理离职" }).click();

  const held = dialog.getByRole("region", { name: "尚未移交的" });
  await held.getByRole("link", { name: String(heard.number) }).waitFor();
  await held.getByRole("region", { name: "岗位" }).getByText("维修工").waitFor();
  await dialog.getByRole("button", { name: "移交并办理离职" }).click();
  await dialog.getByText("请选择一位员工").waitFor();
  await pick(page, "由谁接手", "卢永强");
  await dialog.getByLabel("理由").fill("合同到期");
  await dialog.getByRole("button", { name: "移交并办理离职" }).click();
  await page.getByText(/离职$/).and(page.locator("h1 + *")).waitFor();
  await page.getByText("所任岗位").locator("..").getByText("无").waitFor();

  const manager = await as("manager");
  expect(JSON.stringify(await manager.get(`/cases/${heard.id}`))).toContain("卢永强");
  await page.getByRole("button", { name: "恢复在职" }).click();
  await page.getByText("在职", { exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "办理离职" }).count()).toBe(1);
});

it("changes a number, and says at the field when somebody else has it", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const name = `实习生${crypto.randomUUID().slice(0, 4)}`;
  const { path } = await employ(name);
  const manager = await as("manager");
  const { staff_id } = await manager.get("/me");
  const taken = await manager.get(`/staff/${staff_id}`);
  await enter(desk, "manager", path);
  await page.getByRole("button", { name: "修改资料" }).click();
  await dialog.getByLabel("工号").fill(String(taken.number));
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog
    .locator(".ant-form-item-explain-error")
    .getByText(/已被使用/)
    .waitFor();
  await dialog.getByLabel("工号").fill(`${numberOf(name)}b`);
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(`${numberOf(name)}b`).waitFor();
});

it("offers nobody to let themselves go, and nothing to somebody who may only read", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const { staff_id } = await (await as("manager")).get("/me");
  await enter(desk, "manager", `/organisation/staff/${staff_id}`);
  await page.getByRole("button", { name: "全部移交" }).waitFor();
  expect(await page.getByRole("button", { name: "办理离职" }).count()).toBe(0);
  const other = await openDesk();
  await enter(other, "engineer", `/organisation/staff/${staff_id}`);
  await other.page.getByText("所任岗位").waitFor();
  expect(await other.page.getByRole("button", { name: "全部移交" }).count()).toBe(0);
});

it("sends a kind of matter to a post, tells who would get it, and takes the line away", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const table = page.getByRole("table", { name: "派单去向" });
  await enter(desk, "manager", "/organisation");
  await page.getByRole("button", { name: "会派给谁" }).click();
  await dialog.getByLabel("类别").selectOption("praise");
  await dialog.getByText("没有对应的去向，归前台岗位“客服员”").waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "新增去向" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请选择类别").waitFor();
  await pick(page, "类别", "表扬");
  await pick(page, "片区", "东区");
  await pick(page, "归哪个岗位", "客服主管");
  await dialog.getByRole("button", { name: "保存" }).click();
  const line = table.getByRole("row").filter({ hasText: "表扬" });
  await line.getByText("客服主管").waitFor();

  await page.getByRole("button", { name: "会派给谁" }).click();
  await dialog.getByLabel("类别").selectOption("praise");
  await dialog.getByLabel("片区").selectOption({ label: "东区" });
  await dialog.getByText("去向“表扬 · 东区”归“客服主管”").waitFor();
  await dialog.getByRole("link", { name: "林淑贞" }).waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "新增去向" }).click();
  await pick(page, "类别", "表扬");
  await pick(page, "片区", "东区");
  await pick(page, "归哪个岗位", "客服员");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog
    .locator(".ant-form-item-explain-error")
    .getByText(/已设置分派/)
    .waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "移除：表扬 · 东区" }).click();
  await dialog.getByRole("button", { name: "移除" }).click();
  await expect.poll(() => line.count()).toBe(0);
});
