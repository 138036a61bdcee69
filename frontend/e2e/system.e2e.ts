import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const SHOTS = process.env.SHOUWEN_E2E_SHOTS;

it("tells how the system is doing, and that no backup is known of", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "system_admin", "/health");
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await row("最近备份").getByText("没有记录").waitFor();
  await row("最近备份").getByText("需要处理", { exact: true }).waitFor();
  await row("放弃的后台任务").getByText("正常").waitFor();
  await row("磁盘余量").getByText(/GB/).first().waitFor();
  await page.getByText(/项需要处理$/).waitFor();
});

it("finds in the journal what was done to a case and by whom", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "日志用例：门禁失灵");
  await butler.post(`/cases/${made.id}/keep`, {});
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/journal");
  await page.getByLabel("事项编号").fill(String(made.number));
  const rows = page.getByRole("table").locator("tbody tr");
  await rows
    .filter({ hasText: String(made.number) })
    .first()
    .waitFor();
  await expect.poll(() => rows.filter({ hasNotText: String(made.number) }).count()).toBe(0);
  await page.getByLabel("事件").selectOption("cases.heard");
  await expect.poll(() => rows.count()).toBe(1);
  await rows.first().getByRole("button", { name: /^详情/ }).click();
  const facts = page.getByRole("dialog");
  await facts.getByText("首问责任人").waitFor();
  expect(await facts.innerText()).not.toMatch(/_id|_at|severity/);
  await page.keyboard.press("Escape");
  const name = (await rows.first().getByRole("link").first().textContent()) ?? "";
  await rows.first().getByRole("link", { name }).click();
  await page.waitForURL(/actor=/);
  await rows
    .first()
    .getByRole("link", { name: String(made.number) })
    .click();
  await page.getByRole("heading", { name: "日志用例：门禁失灵", level: 1 }).waitFor();
});

it("is not for everybody", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/health");
  await page.getByRole("heading", { name: "没有权限", level: 1 }).waitFor();
  await page.goto("/journal");
  await page.getByRole("heading", { name: "没有权限", level: 1 }).waitFor();
});

it("a case has its paper, and its screen prints on A4 with nothing to press", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "打印用例：楼道漏水", { detail: "三楼水管井一直滴水。" });
  await butler.post(`/cases/${made.id}/keep`, {});
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByText("由我办理").or(page.getByText("正在负责")).first().waitFor();
  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: "打印单据" }).click();
  const sheet = await opened;
  await sheet.getByRole("heading", { name: "事项单" }).waitFor();
  await sheet.getByText(String(made.number)).first().waitFor();
  await sheet.getByText(/^表单 SX-01 第 \d+ 版/).waitFor();
  await sheet.close();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.getByText("三楼水管井一直滴水。").waitFor();
  await page.getByText(/^打印于/).waitFor();
  await expect.poll(() => page.getByRole("button").filter({ visible: true }).count()).toBe(0);
  expect(await page.getByRole("navigation").filter({ visible: true }).count()).toBe(0);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const text = paper.toString("latin1");
  const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(text) ?? [];
  expect([Number(width), Number(height)].map(Math.round)).toEqual([595, 842]);
  if (SHOTS) {
    mkdirSync(SHOTS, { recursive: true });
    writeFileSync(join(SHOTS, "case.pdf"), paper);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.screenshot({ path: join(SHOTS, "case-print.png"), fullPage: true });
  }
});
