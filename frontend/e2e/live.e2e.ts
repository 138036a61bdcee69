import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, passwordOf, useBrowser, usernameOf } from "./desk.ts";

useBrowser();

const isLive = (page: Page) => page.getByRole("status").getByText("实时更新").waitFor();

/** Marks the page, so that a reload would show. */
const mark = (page: Page) =>
  page.evaluate(() => {
    (window as unknown as { kept: boolean }).kept = true;
  });
const wasKept = (page: Page) =>
  page.evaluate(() => (window as unknown as { kept?: boolean }).kept === true);

it("shows in every tab what somebody else does, without a reload and without losing what is typed", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "实时：地下车库进水");
  const desk = await openDesk();
  await enter(desk, "manager", `/cases/${made.id}`);
  const list = await desk.context.newPage();
  let streams = 0;
  for (const page of [desk.page, list])
    page.on("request", (request) => {
      if (request.url().endsWith("/api/v1/stream")) streams += 1;
    });
  await list.goto("/cases");
  await Promise.all([isLive(desk.page), isLive(list)]);
  await Promise.all([mark(desk.page), mark(list)]);
  const note = desk.page.getByRole("textbox", { name: "备注" }).first();
  await note.fill("还没写完的话");
  await note.focus();

  await butler.post(`/cases/${made.id}/keep`, {}, { "If-Match": '"v1"' });
  const second = await hear(butler, "实时：门禁刷不开");
  await list.getByText(String(second.number), { exact: true }).waitFor();
  await desk.page.getByText("已承接").first().waitFor();
  const row = list.getByRole("row").filter({ hasText: String(made.number) });
  await expect.poll(() => row.innerText()).toContain("已承接");
  expect(await note.inputValue()).toBe("还没写完的话");
  expect(await note.evaluate((field) => field === document.activeElement)).toBe(true);
  expect([await wasKept(desk.page), await wasKept(list)]).toEqual([true, true]);
  expect(streams).toBeLessThanOrEqual(1);

  // The tab that holds the stream closes; the other takes over.
  await desk.page.close();
  const third = await hear(butler, "实时：路灯不亮");
  await list.getByText(String(third.number), { exact: true }).waitFor();
});

it("says when it is cut off, and afterwards shows what happened meanwhile", async () => {
  const butler = await as("duty_butler");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/cases");
  await isLive(page);
  await mark(page);
  const processFile = inject("processFile");
  if (processFile) process.kill(Number(readFileSync(processFile, "utf8")), "SIGTERM");
  else await desk.context.setOffline(true);
  await page.getByRole("status").getByText("正在重新连接").waitFor();
  await desk.context.setOffline(false);
  await expect.poll(() => hear(butler, "实时：重启期间").catch(() => null)).toBeTruthy();
  await isLive(page);
  await page.getByText("实时：重启期间").first().waitFor();
  expect(await wasKept(page)).toBe(true);
});

it("leaves every tab when somebody signs out in one", async () => {
  const desk = await openDesk();
  await desk.page.goto("/signin");
  await desk.page.getByLabel("用户名").fill(usernameOf("engineer"));
  await desk.page.getByLabel("密码").fill(passwordOf("engineer"));
  await desk.page.getByRole("button", { name: "登录" }).click();
  await isLive(desk.page);
  const other = await desk.context.newPage();
  await other.goto("/cases");
  await isLive(other);
  await desk.page.getByRole("button", { name: /账户/ }).click();
  await desk.page.getByRole("menuitem", { name: "退出登录" }).click();
  await desk.page.waitForURL(/signin/);
  await other.waitForURL(/signin/);
});
