import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, quiet, useBrowser } from "./desk.ts";

useBrowser();

// The pictures of docs/desk.md are taken anew where this names a folder.
const SHOTS = process.env.SHOUWEN_DOCS_SHOTS;
const MOST_KEYS = 12;
const MOST_ENTERS = 12;
const FIFTY = 50;

async function picture(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, scale: "css" });
}

it("records a typical repair with at most twelve keys beyond the words", async () => {
  const desk = await openDesk({ viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases");
  await page.getByRole("navigation").first().waitFor();
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const goTo = async (name: string) => {
    const field = page.getByRole(name === "房号" ? "combobox" : "textbox", { name }).first();
    const there = () => field.evaluate((one) => one === document.activeElement);
    for (let at = 0; at < MOST_ENTERS && !(await there()); at += 1) await press("Enter");
    expect(await there(), name).toBe(true);
  };
  await press("F2");
  await page.getByRole("heading", { name: "登记来电来访" }).waitFor();
  const kind = page.getByRole("radio", { name: "报修" });
  await expect.poll(() => kind.evaluate((one) => one === document.activeElement)).toBe(true);
  await goTo("一句话说明");
  await page.keyboard.type("十二键：主卧空调插座冒火花");
  await press("Alt+5");
  await goTo("电话");
  await page.keyboard.type("19900001234");
  await press("Alt+6");
  await goTo("房号");
  await page.keyboard.type("3-1-1201");
  await page.getByTitle("3-1-1201").waitFor();
  await press("Enter");
  await quiet(page);
  await picture(page, "record");
  await press("Control+Enter");
  await page.getByRole("heading", { name: "十二键：主卧空调插座冒火花", level: 1 }).waitFor();
  await page.getByText("3-1-1201").first().waitFor();
  console.info(`a typical repair: ${keys} keys beyond the words`);
  expect(keys).toBeLessThanOrEqual(MOST_KEYS);
});

it("finds on another device what was being written, and puts it over nothing", async () => {
  const [one, other] = [await openDesk(), await openDesk()];
  await enter(one, "engineer", "/cases/new");
  const kept = one.page.waitForResponse(
    (answer) => answer.url().includes("/drafts/record") && answer.ok(),
  );
  await one.page.getByLabel("一句话说明").fill("另一台：配电房有异味");
  await kept;
  await enter(other, "engineer", "/cases/new");
  const offer = other.page.getByRole("status").filter({ hasText: "在别处还有没写完的内容" });
  await offer.waitFor();
  expect(await other.page.getByLabel("一句话说明").inputValue()).toBe("");
  await offer.getByRole("button", { name: "接着写" }).click();
  expect(await other.page.getByLabel("一句话说明").inputValue()).toBe("另一台：配电房有异味");
  const gone = other.page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await other.page.getByRole("button", { name: "清空重填" }).click();
  await gone;
  const engineer = await as("engineer");
  expect(((await engineer.get("/drafts?name=record")) as { data: unknown[] }).data).toEqual([]);
});

it("says several verbs at once to several cases, and tells of each what became of it", async () => {
  const butler = await as("duty_butler");
  const titles = ["快捷甲：水表漏水", "快捷乙：水表漏水"];
  const made = [await hear(butler, titles[0] as string), await hear(butler, titles[1] as string)];
  const engineer = await as("engineer");
  const { staff_id } = await engineer.get("/me");
  await butler.post(`/cases/${made[1]?.id}/offer`, { to_staff_id: staff_id });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases?q=快捷");
  for (const title of titles)
    await page.getByRole("row").filter({ hasText: title }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "快捷操作" }).click();
  await page.getByRole("menuitem", { name: "派单并告知" }).click();
  const dialog = page.getByRole("dialog", { name: "派单并告知" });
  await dialog.getByText("2 小时后答复").waitFor();
  await dialog.getByText("给维修工").waitFor();
  await picture(page, "macro");
  await dialog.getByRole("button", { name: "执行" }).click();
  await page
    .getByText(/成功 1|已完成 1/)
    .first()
    .waitFor();
  await page.getByRole("status").getByText(String(made[1]?.number)).waitFor();
  const now = (await butler.get(`/cases/${made[0]?.id}`)) as { offer: { to_post: unknown } };
  expect(now.offer.to_post).toMatchObject({ name: "维修工" });
});

it("puts a macro together on a screen, which is then said to one case", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const name = `已联系${Date.now()}`;
  await enter(desk, "manager", "/macros");
  await page.getByRole("button", { name: "新增快捷操作" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill(name);
  await form.getByRole("button", { name: "保存" }).click();
  await form.getByText("请填写内容").waitFor();
  await form.getByLabel("内容").fill("已电话联系住户，约明早上门");
  await form.getByRole("button", { name: "保存" }).click();
  await page.getByRole("row").filter({ hasText: name }).waitFor();

  const made = await hear(await as("manager"), "快捷丙：门铃不响");
  await page.goto(`/cases/${made.id}`);
  await page.getByRole("button", { name: "快捷操作" }).click();
  await page.getByRole("menuitem", { name }).click();
  await page.getByRole("dialog").getByRole("button", { name: "执行" }).click();
  await page.getByText("已电话联系住户，约明早上门").waitFor();
});

it("folds groups of screens and remembers it, and keeps open where one is", async () => {
  const desk = await openDesk({ viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await enter(desk, "system_admin", "/cases");
  const heading = page.getByRole("button", { name: "组织与制度" });
  expect(await heading.getAttribute("aria-expanded")).toBe("false");
  await heading.click();
  await page.getByRole("link", { name: "工作日历" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "工作日历" }).click();
  await page.getByRole("heading", { name: "工作日历", level: 1 }).waitFor();
  expect(await heading.isDisabled()).toBe(true);
});

it("tells field by field what somebody else has changed meanwhile", async () => {
  const [butler, manager] = [await as("duty_butler"), await as("manager")];
  const made = await hear(butler, "字段：水泵异响");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByRole("button", { name: "办结", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "办结" });
  await dialog.getByLabel("处理结果").fill("已更换轴承");
  await manager.post(`/cases/${made.id}/reclassify`, { severity: "major", reason: "影响全楼" });
  await dialog.getByRole("button", { name: "办结", exact: true }).click();
  const notice = dialog.getByRole("alert");
  await notice.getByText("紧急程度").waitFor();
  await notice.getByText("重大").waitFor();
  expect(await dialog.getByLabel("处理结果").inputValue()).toBe("已更换轴承");
  await dialog
    .getByRole("button", { name: "仍要继续" })
    .or(dialog.locator("button[type=submit]"))
    .first()
    .click();
  await page.getByText("已更换轴承").first().waitFor();
});

it("shows after a sleep what happened meanwhile", async () => {
  const butler = await as("duty_butler");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/cases");
  await page.getByRole("status").getByText("实时更新").waitFor();
  // A machine that sleeps runs nothing and hears nothing.
  const chrome = await desk.context.newCDPSession(page);
  await chrome.send("Emulation.setScriptExecutionDisabled", { value: true });
  await desk.context.setOffline(true);
  await hear(butler, "睡眠：消防通道被占");
  await chrome.send("Emulation.setScriptExecutionDisabled", { value: false });
  await desk.context.setOffline(false);
  await page.getByText("睡眠：消防通道被占").first().waitFor({ timeout: 60_000 });
});

it("selects a row of fifty: how long it takes is told, and judged by nobody", async () => {
  const desk = await openDesk();
  const { page } = desk;
  // The figure is asked for at more rows than a page of the queue has: its rows come several times.
  await page.route("**/api/v1/cases?**", async (route) => {
    const response = await route.fetch();
    const { data, ...rest } = await response.json();
    const rows = Array.from({ length: FIFTY }, (_, no) => ({
      ...data[no % data.length],
      id: crypto.randomUUID(),
    }));
    await route.fulfill({ response, json: { ...rest, data: rows } });
  });
  await enter(desk, "duty_butler", "/cases");
  await expect.poll(() => page.locator("tr[data-row]").count()).toBe(FIFTY);
  const took = await page.evaluate(async () => {
    const boxes = [...document.querySelectorAll<HTMLInputElement>("tr[data-row] input")];
    const times: number[] = [];
    for (const box of boxes.slice(0, 5)) {
      const from = performance.now();
      box.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - from);
    }
    return { rows: boxes.length, median: times.sort((one, other) => one - other)[2] ?? 0 };
  });
  console.info(`row select: ${took.median.toFixed(0)} ms in the median, at ${took.rows} rows`);
  expect(await page.locator("tr[data-row] input:checked").count()).toBe(5);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
