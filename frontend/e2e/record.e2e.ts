import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, passwordOf, useBrowser, usernameOf } from "./desk.ts";

useBrowser();

async function type(page: Page, text: string) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

it("records a call by keyboard alone", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler");
  await page.getByRole("navigation").first().waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "登记来电来访" }).waitFor();

  // The cursor waits in the first field: kind by arrow, then on with Enter.
  const kind = page.getByRole("radio", { name: "报修" });
  await expect.poll(() => kind.evaluate((field) => field === document.activeElement)).toBe(true);
  const classes = page.getByText("投诉对象", { exact: true });
  await page.keyboard.press("ArrowRight"); // a complaint has a class: no hand presses Enter before it is gone again
  await classes.waitFor();
  await page.keyboard.press("ArrowLeft");
  await classes.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await type(page, "键盘登记：厨房水管漏水");
  expect(await page.getByLabel("一句话说明").inputValue()).toBe("键盘登记：厨房水管漏水");
  await page.keyboard.type("水已经漫到客厅");
  await page.keyboard.press("Control+Enter");

  await page.getByRole("status").getByText("已登记 BX").waitFor();
  await page.getByRole("heading", { name: "键盘登记：厨房水管漏水", level: 1 }).waitFor();
  await page.getByText("水已经漫到客厅").waitFor();
});

it("finds a unit, keeps the draft over a reload, and forgets it once saved", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("草稿：走廊灯不亮");
  await page.getByLabel("房号").fill("3-1-12");
  await page.getByTitle("3-1-1201").click();
  await page.getByRole("status").getByText("草稿已存在本机").waitFor();

  await page.reload();
  expect(await page.getByLabel("一句话说明").inputValue()).toBe("草稿：走廊灯不亮");
  await page.getByText("3-1-1201").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "草稿：走廊灯不亮", level: 1 }).waitFor();

  await page.goto("/cases/new");
  expect(await page.getByLabel("一句话说明").inputValue()).toBe("");
});

it("leaves nothing of the last call when it begins anew, also after a reload", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByText("投诉", { exact: true }).click();
  await page.getByText("开发商", { exact: true }).click();
  await page.getByText("报修", { exact: true }).click();
  await page.getByLabel("一句话说明").fill("重填：楼道灯不亮");
  await page.getByRole("textbox", { name: "姓名" }).fill("打错的人");
  await page.getByRole("textbox", { name: "电话" }).fill("19900007777");
  await page.getByRole("status").getByText("草稿已存在本机").waitFor();

  await page.reload();
  await page.getByRole("button", { name: "清空重写" }).click();
  for (const name of ["一句话说明", "姓名", "电话"])
    expect(await page.getByRole("textbox", { name }).inputValue()).toBe("");
  const kind = page.getByRole("radio", { name: "报修" });
  await expect.poll(() => kind.evaluate((field) => field === document.activeElement)).toBe(true);

  await page.getByLabel("一句话说明").fill("重填：先选了投诉");
  await page.getByText("投诉", { exact: true }).click();
  await page.getByText("开发商", { exact: true }).click();
  await page.getByText("报修", { exact: true }).click();
  await page.getByRole("button", { name: "保存并再登一件" }).click();
  await page.getByRole("status").getByText("已登记 BX").waitFor();
  await expect.poll(() => page.getByLabel("一句话说明").inputValue()).toBe("");
  expect(await page.getByLabel("补录原因").isVisible()).toBe(false);
});

it("asks whose deadline it is that a hotline has set", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("热线：小区路灯不亮");
  await page.getByText("热线转办", { exact: true }).click();
  await page.getByLabel("对方限期").fill("2031-01-01T10:00");
  await page.keyboard.press("Control+Enter");
  await page.getByText("填了对方限期，请写明对方的编号").waitFor();
  await page.getByLabel("外部编号").fill("RX-2031-1");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "热线：小区路灯不亮", level: 1 }).waitFor();
});

it("brings the field that is gone to up from behind the foot", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("看得见：水管漏水");
  await page.keyboard.press("Alt+5");
  const phone = page.getByRole("textbox", { name: "电话" });
  await expect.poll(() => phone.evaluate((field) => field === document.activeElement)).toBe(true);
  const foot = await page.getByRole("button", { name: "保存", exact: true }).boundingBox();
  const box = await phone.boundingBox();
  expect(box && foot && box.y + box.height < foot.y).toBe(true);
});

it("shows the server's objections at their fields", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("时间不对");
  await page.getByLabel("受理时间").fill("2099-01-01T08:00");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page
    .locator(".ant-form-item")
    .filter({ hasText: "受理时间" })
    .getByText("时间不能晚于现在")
    .waitFor();
});

it("makes no second case when the answer to the first was lost", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("断网：单元门关不上");
  let lost = false;
  await page.route("**/api/v1/cases", async (route) => {
    if (lost || route.request().method() !== "POST") return route.continue();
    lost = true;
    await route.fetch(); // the server has it, the desk never hears
    return route.abort("connectionreset");
  });
  await page.keyboard.press("Control+Enter");
  await page.getByText("联系不上服务器").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "断网：单元门关不上", level: 1 }).waitFor();
  await page.goto("/cases?q=断网");
  await expect.poll(() => page.getByRole("grid").locator("tbody tr").count()).toBe(1);
});

it("loses nothing when the session ends under one's hands", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("换班：地库照明");
  await page.getByRole("status").getByText("草稿已存在本机").waitFor();
  await desk.context.clearCookies();
  await page.keyboard.press("Control+Enter");
  await page.getByText("登录已失效").waitFor();
  await page.getByLabel("用户名").fill(usernameOf("duty_butler"));
  await page.getByLabel("密码").fill(passwordOf("duty_butler"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "登记来电来访" }).waitFor();
  expect(await page.getByLabel("一句话说明").inputValue()).toBe("换班：地库照明");
});

it("answers at once and uploads a file", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByText("咨询", { exact: true }).click();
  await page.getByLabel("一句话说明").fill("物业费什么时候交");
  await page.locator("input[type=file]").setInputFiles({
    name: "缴费须知.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("每月二十五日前缴纳"),
  });
  await page.getByText("缴费须知.txt").waitFor();
  await page.getByLabel("当场答复，直接办结").check();
  await page.getByLabel("答复内容").fill("每月 25 日前，前台或线上都可以");
  await page.keyboard.press("Control+Enter");
  await page.getByText("已办结", { exact: true }).first().waitFor();
  await page.getByText("每月 25 日前，前台或线上都可以").waitFor();
  await page.getByRole("link", { name: "缴费须知.txt" }).waitFor();
});

interface Found {
  type: string;
  id: string;
  units?: { id: string }[];
}

it("knows who is calling by the number, and what is open in their home", async () => {
  const manager = await as("manager");
  const found = (await manager.get("/search?q=王建国")) as { data: Found[] };
  const resident = found.data.find(({ type }) => type === "resident");
  const reveal = { reason: "call_back" };
  const { phone } = await manager.post(`/residents/${resident?.id}/reveal`, reveal);
  const places = [{ unit_id: resident?.units?.[0]?.id }];
  const contact = { channel: "phone", person: { name: "王建国" }, places };
  await hear(await as("duty_butler"), "认出来电：门铃不响", { contact });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("认出来电：厨房水管又漏");
  await page.getByRole("textbox", { name: "电话" }).fill(String(phone));
  const card = page.getByRole("status", { name: "来电人" });
  await card.getByText("王建国").first().waitFor();
  await page.keyboard.press("Alt+2");
  await card.getByText("已填入").waitFor();
  expect(await page.getByRole("textbox", { name: "姓名" }).inputValue()).toBe("王建国");
  const home = page.getByRole("status", { name: "房屋" });
  await home.getByText("3-1-1201").waitFor();
  await home.getByText(/在办 \d+ 件/).waitFor();
  await home.getByText(/应于 /).first().waitFor();
  await home.getByText("认出来电：门铃不响").waitFor();
  await home.getByText(/^本楼 \d+$/).click();
  await expect.poll(() => home.getByText("认出来电：门铃不响").count()).toBe(0);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "认出来电：厨房水管又漏", level: 1 }).waitFor();
  const told = await manager.get(`/units/${resident?.units?.[0]?.id}/dossier`);
  const titles = (told as { open_cases: { title: string }[] }).open_cases.map(({ title }) => title);
  expect(titles).toContain("认出来电：厨房水管又漏");
});
