import { expect, it } from "vitest";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

it("shows what may be the same matter, and joins it with one key", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("负二层车库卷帘门卡住");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "负二层车库卷帘门卡住", level: 1 }).waitFor();

  await page.goto("/cases/new");
  await page.getByLabel("一句话说明").fill("负二层车库卷帘门又卡住");
  const known = page.getByRole("status", { name: "可能是同一件事" });
  await known.getByText("负二层车库卷帘门卡住").waitFor();
  await page.keyboard.press("Alt+1");
  await page.getByRole("heading", { name: "负二层车库卷帘门卡住", level: 1 }).waitFor();
  await page.getByText("负二层车库卷帘门又卡住").waitFor();
  expect(await page.getByRole("listitem").filter({ hasText: "联名" }).count()).toBeGreaterThan(0);
});

it("splits a matter for several trades", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("卫生间漏水吊顶塌了");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "卫生间漏水吊顶塌了", level: 1 }).waitFor();
  const button = page.getByRole("button", { name: "拆分" });
  if (!(await button.isVisible())) await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByText("拆分", { exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "拆分" });
  await dialog.getByLabel("一句话说明").first().fill("更换软管");
  await dialog.getByRole("button", { name: "移除第 2 项" }).click();
  await dialog.getByLabel("岗位").click();
  await page.locator(".ant-select-item-option").first().click();
  await dialog.getByRole("button", { name: "拆分" }).last().click();
  await page.getByRole("heading", { name: "拆分的子事项" }).waitFor();
});
