import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

it("counts a promise down without a reload, tells why, and lets another person waive it", async () => {
  const made = await hear(await as("duty_butler"), "承诺：楼道灯坏了");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", `/cases/${made.id}`);
  const panel = page.getByRole("region", { name: "承诺" });
  const clock = panel.getByRole("timer").first();
  const before = await clock.innerText();
  expect(before).toMatch(/还剩/);
  await expect.poll(() => clock.innerText()).not.toBe(before);

  await panel
    .getByRole("button", { name: /^为什么：/ })
    .first()
    .click();
  await panel.getByText(/标准：\d+/).waitFor();
  await panel.getByText(/从受理时间 .+ 起算/).waitFor();

  await panel
    .getByRole("button", { name: /^撤销承诺 / })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "撤销承诺" });
  await dialog.getByText("看板上完全不计这一项").waitFor();
  await dialog.getByRole("combobox").click();
  await page.getByTitle("不可抗力").click();
  await dialog.getByRole("button", { name: "撤销承诺", exact: true }).click();
  await panel.getByText("已撤销", { exact: true }).waitFor();
});

it("offers nobody to decide on their own promise", async () => {
  const made = await hear(await as("duty_butler"), "承诺：信箱锁坏了");
  const desk = await openDesk();
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  const panel = desk.page.getByRole("region", { name: "承诺" });
  await panel
    .getByRole("button", { name: /^申请免责/ })
    .first()
    .waitFor();
  expect(await panel.getByRole("button", { name: /^(准予免责|撤销承诺) / }).count()).toBe(0);
});

it("opens from a line of the board the very rows it counted", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/board");
  await page.getByRole("table", { name: "履约看板" }).waitFor();
  const line = page.locator("tbody tr").first();
  const due = await line.locator("td").nth(1).innerText();
  await line.getByRole("link").click();
  await page.getByRole("heading", { name: "承诺", level: 1 }).waitFor();
  await page.getByText(`共 ${due} 项`).waitFor();
  expect(new URL(page.url()).searchParams.get("counted")).toBe("true");
});

it("opens from a figure over the board the very rows it counted", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/board");
  const figure = page.getByRole("link", { name: /^已超时/ });
  const overdue = (await figure.innerText()).replace(/\D/g, "");
  await figure.click();
  await page.getByRole("heading", { name: "承诺", level: 1 }).waitFor();
  await page.getByText(`共 ${overdue} 项`).waitFor();
  expect(await page.getByRole("checkbox", { name: "只看超时" }).isChecked()).toBe(true);
});

it("keeps the grouping and the period of the board in the address", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/board");
  await page.getByLabel("分组").selectOption("responsible");
  await page.getByRole("table").first().getByRole("columnheader", { name: "责任人" }).waitFor();
  expect(new URL(page.url()).searchParams.get("group_by")).toBe("responsible");
  await page.reload();
  await page.getByRole("table").first().getByRole("columnheader", { name: "责任人" }).waitFor();
});
