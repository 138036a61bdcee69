import { beforeAll, expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

let made: Record<string, unknown>;
beforeAll(async () => {
  made = await hear(await as("duty_butler"), "面板用例：单元门关不上");
});

async function openPalette(path: string) {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", path);
  await page.getByRole("button", { name: /^查找与操作/ }).waitFor();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "查找与操作" });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  return { page, field, options: page.getByRole("option") };
}

it("leads to a case by its number, to a home by its number, to a resident by initials", async () => {
  const { page, field, options } = await openPalette("/cases");
  await field.fill(String(made.number));
  await options.filter({ hasText: "面板用例" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "面板用例：单元门关不上", level: 1 }).waitFor();

  await page.keyboard.press("Control+k");
  await field.fill("lxl");
  // Others have these initials too.
  await options.filter({ hasText: "李秀兰" }).filter({ hasText: "5-2-302" }).click();
  await page.waitForURL(/\/units\//);
  await page.getByRole("heading", { name: /5-2-302/, level: 1 }).waitFor();

  await page.keyboard.press("Control+k");
  await field.fill("3-1-1201");
  await options.first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /3-1-1201/, level: 1 }).waitFor();
});

it("goes to a page and does what can be done to the open case", async () => {
  const { page, field, options } = await openPalette(`/cases/${made.id}`);
  await page
    .getByRole("group", { name: "可做的事" })
    .getByRole("option", { name: "由我办理" })
    .waitFor();
  await field.fill("由我");
  await page.keyboard.press("Enter");
  await page.getByText("由您负责办理").waitFor();

  await page.keyboard.press("Control+k");
  await field.fill("办结");
  await options.filter({ hasText: /^办结$/ }).click();
  await page.getByRole("dialog", { name: "办结" }).waitFor();
  await page.keyboard.press("Control+k"); // not over what somebody is writing
  expect(await field.count()).toBe(0);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await field.fill("服务标准");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "服务标准", level: 1 }).waitFor();
});

it("says when there is nothing, and gives the focus back when it closes", async () => {
  const { page, field } = await openPalette("/cases");
  await field.fill("没有这样的东西");
  await page.getByRole("status").filter({ hasText: "没有找到" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect.poll(() => field.count()).toBe(0);
});

it("leaves the keys of an input method alone", async () => {
  const { page, field } = await openPalette("/cases");
  await field.fill("服务标准");
  await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await field.waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "服务标准", level: 1 }).waitFor();
});

it("jumps with g and a letter, but not while somebody types", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases");
  await page.getByRole("grid").waitFor();
  await page.keyboard.type("gp");
  await page.waitForURL(/queue=post/);
  await page.keyboard.type("go");
  await page.waitForURL(/organisation/);
  await page.keyboard.type("gq");
  await page.waitForURL(/state=heard/);
  await page.getByRole("searchbox").or(page.getByLabel("搜索事项")).first().focus();
  await page.keyboard.type("go");
  await page.waitForURL(/q=go/);
});
