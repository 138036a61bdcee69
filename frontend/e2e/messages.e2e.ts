import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const LINK_LENGTH = 22;

it("tells whom a case is offered to, counts it at the bell, and takes the word that it was heard", async () => {
  const butler = await as("duty_butler");
  const engineer = await as("engineer");
  const { staff_id } = await engineer.get("/me");
  await engineer.post("/messages/acknowledge-all", {});
  const made = await hear(butler, "消息：门禁刷不开");
  await butler.post(`/cases/${made.id}/offer`, { to_staff_id: staff_id });

  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "engineer", "/messages");
  const card = page.getByRole("listitem").filter({ hasText: String(made.number) });
  await card.first().getByText("移交给您，请接收或退回").waitFor({ timeout: 30_000 });
  await card.first().getByRole("button", { name: "确认收到" }).click();
  await card
    .first()
    .getByText(/在工作台确认/)
    .waitFor();
  await page.getByRole("link", { name: "消息：没有待确认的" }).waitFor();
  await card
    .first()
    .getByRole("link", { name: String(made.number) })
    .click();
  await page.getByRole("heading", { name: "消息：门禁刷不开" }).waitFor();
});

it("keeps where one is reached, masked", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "engineer", "/messages");
  await page.getByRole("button", { name: "我的接收方式" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("手机号").fill("不是号码");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.locator(".ant-form-item-explain-error").first().waitFor();
  await dialog.getByLabel("手机号").fill("13800001111");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("接收方式已保存").waitFor();
  await page.getByRole("button", { name: "我的接收方式" }).click();
  await page.getByPlaceholder("138****1111").waitFor();
});

it("sets a robot up, refuses the address of anybody else, and shows only its end", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/delivery");
  await page.getByRole("button", { name: "设置：企业微信群机器人" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("群机器人地址").fill("https://example.com/cgi-bin/webhook/send?key=1");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("这不是企业微信群机器人的地址").first().waitFor();
  await dialog
    .getByLabel("群机器人地址")
    .fill("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7d0e-4bc4");
  await dialog.getByText("停用").click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("…4bc4").waitFor();
  await page.getByRole("cell", { name: "停用" }).waitFor();
});

it("says of an unknown link that it is unknown, and asks before it acknowledges", async () => {
  const { page } = await openDesk();
  await page.goto(`/acknowledge#${"A".repeat(LINK_LENGTH)}`);
  await page.getByRole("button", { name: "我已收到" }).click();
  await page.getByRole("alert").getByText("确认链接无效或已过期").waitFor();
  await page.goto("/acknowledge");
  await page.getByText("这个链接不完整").waitFor();
  expect(await page.getByRole("button", { name: "我已收到" }).count()).toBe(0);
});
