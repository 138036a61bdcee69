import { expect, inject, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const NEW = "five quite different words";

it("lets somebody new in: added, linked, a role, a post, and their own password", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const serial = crypto.randomUUID().slice(0, 6);
  const [name, username] = [`权限用例${serial}`, `quanxian${serial}`];
  await enter(desk, "system_admin", "/access");
  await page.getByRole("button", { name: "新增员工" }).click();
  const form = page.getByRole("dialog", { name: "新增员工" });
  await form.getByLabel("姓名").fill(name);
  await form.getByLabel("工号").fill(`${serial} 🙂`);
  await form.getByLabel("登录用户名").fill("system_admin");
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText(/^只能用英文字母、数字/).waitFor();
  expect(await form.getByText("部分内容填写有误").count()).toBe(0);
  await form.getByLabel("工号").fill(serial);
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText("已被使用").waitFor();
  await form.getByLabel("登录用户名").fill(username);
  await form.getByRole("button", { name: "保存" }).click();

  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByText("还没有角色").waitFor();
  await page.getByRole("button", { name: "登录链接" }).click();
  const link = page.getByRole("dialog", { name: `登录链接：${name}` });
  await link.getByRole("button", { name: "生成链接" }).click();
  await link.getByText(`用户名：${username}`).waitFor();
  await link.getByRole("button", { name: "复制链接" }).click();
  await page.getByText("链接已复制").waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain("/welcome#token=si_");
  await link.getByRole("button", { name: "关闭" }).last().click();

  await page.getByRole("link", { name: "员工名册" }).click();
  const beginners = page.getByRole("region", { name: "未任职" });
  await beginners.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "授权" }).click();
  const give = page.getByRole("dialog", { name: `授权：${name}` });
  await give.getByLabel("角色").click();
  await page.getByTitle("工程人员").click();
  await give.getByRole("button", { name: "授权" }).click();
  await page.getByRole("listitem").filter({ hasText: "工程人员" }).waitFor();
  await page.getByRole("button", { name: "任命" }).click();
  const appoint = page.getByRole("dialog", { name: `任命：${name}` });
  await appoint.getByLabel("岗位").fill("维修工");
  await page.getByTitle("维修工", { exact: true }).click();
  await appoint.getByRole("button", { name: "任命" }).click();
  await page.getByRole("link", { name: "维修工" }).waitFor();

  const theirs = (await openDesk()).page;
  await theirs.goto(address.replace(/^https?:\/\/[^/]+/, inject("url")));
  await theirs.getByLabel("密码", { exact: true }).fill("short");
  await theirs.getByLabel("再输一次密码").fill("short");
  await theirs.getByRole("button", { name: "设置密码" }).click();
  await theirs
    .getByText(/至少 12 个字符/)
    .nth(1)
    .waitFor();
  await theirs.getByLabel("密码", { exact: true }).fill(NEW);
  await theirs.getByLabel("再输一次密码").fill(NEW);
  await theirs.getByRole("button", { name: "设置密码" }).click();
  await theirs.getByText(`密码已设置，请用 ${username} 登录`).waitFor();
  await theirs.getByLabel("用户名").fill(username);
  await theirs.getByLabel("密码").fill(NEW);
  await theirs.getByRole("button", { name: "登录" }).click();
  await theirs.getByRole("button", { name: new RegExp(name) }).waitFor();

  await theirs.goto("/cases");
  await theirs.getByRole("heading", { name: "事项", level: 1 }).waitFor();
});

it("shows what somebody can see, and ends a role at once", async () => {
  const admin = await as("system_admin");
  const made = await admin.post("/staff", {
    name: "将离任",
    number: crypto.randomUUID().slice(0, 8),
  });
  const communities = (await admin.get("/communities")) as { data: { id: string }[] };
  await admin.post("/grants", {
    staff_id: made.id,
    role: "cashier",
    community_id: communities.data[0]?.id,
  });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "system_admin", "/access?q=将离任");
  const row = page.getByRole("row").filter({ hasText: "将离任" });
  await row.getByRole("button", { name: /^能看到什么/ }).click();
  const seen = page.getByRole("dialog", { name: "能看到什么：将离任（收费员）" });
  const see = seen.getByRole("listitem").filter({ hasText: "查看事项" });
  await see.getByText("本人相关的").waitFor();
  expect(await seen.getByText("裁定").count()).toBe(0);
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: /^结束授权/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "结束", exact: true }).click();
  await page.getByText("授权已结束").waitFor();
  await expect.poll(() => row.count()).toBe(0);
  await page.getByLabel("含已结束的").check();
  await row.waitFor();
  expect(await row.getByRole("button", { name: /^结束授权/ }).count()).toBe(0);
});

it("says why the last administrator stays", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "system_admin", "/access?role=system_admin");
  await page
    .getByRole("button", { name: /^结束授权/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "结束", exact: true }).click();
  await dialog.getByText("这是最后一位全公司的系统管理员").waitFor();
});

it("is not there for who does not manage access", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/access");
  await page.getByRole("heading", { name: "没有权限", level: 1 }).waitFor();
});
