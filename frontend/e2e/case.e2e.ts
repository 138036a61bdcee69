import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { type Desk, enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const action = ({ page }: Desk, name: string) =>
  page.getByRole("group", { name: "可做的事" }).getByRole("button", { name, exact: true });

it("is offered, accepted at another desk, finished, and closed by the first responder", async () => {
  const made = await hear(await as("duty_butler"), "移交：空调外机滴水");
  const path = `/cases/${made.id}`;
  const [butler, engineer] = [await openDesk(), await openDesk()];
  await enter(butler, "duty_butler", path);

  await action(butler, "移交").click();
  const offer = butler.page.getByRole("dialog", { name: "移交" });
  await offer.getByRole("combobox").fill("赵铁军");
  await butler.page.getByTitle(/赵铁军/).click();
  await offer.getByLabel("理由").fill("需要上门检修");
  await offer.getByRole("button", { name: "移交" }).click();
  await butler.page.getByText("已移交给赵铁军").waitFor();

  await enter(engineer, "engineer", path);
  await action(engineer, "接收").click();
  await engineer.page.getByText("已接收，由您负责").waitFor();
  await action(engineer, "已到场").click();
  await engineer.page.getByText("处理中", { exact: true }).waitFor();
  await action(engineer, "办结").click();
  const finish = engineer.page.getByRole("dialog", { name: "办结" });
  await finish.getByLabel("处理结果").fill("更换冷凝水管，已试机");
  await engineer.page.keyboard.press("Control+Enter");
  await engineer.page.getByRole("status").getByText("已办结").waitFor();
  await engineer.page.getByRole("region", { name: "处理结果" }).getByText("更换冷凝水管").waitFor();

  await butler.page.reload();
  await action(butler, "结案").click();
  const close = butler.page.getByRole("dialog", { name: "结案" });
  await close.getByRole("button", { name: "结案", exact: true }).click();
  await butler.page.getByText("已结案", { exact: true }).first().waitFor();
  const chain = butler.page.getByRole("region", { name: "责任链" });
  await chain.getByText("赵铁军", { exact: true }).waitFor();
  await chain.getByText("吴佳怡", { exact: true }).waitFor();
});

it("is handed on where the routing table sends it, with one press", async () => {
  const made = await hear(await as("duty_butler"), "流转：水管渗水");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "移交").click();
  const offer = page.getByRole("dialog", { name: "移交" });
  await offer.getByRole("button", { name: /^按派单去向：维修工 · / }).click();
  await offer.getByRole("button", { name: "移交", exact: true }).click();
  await page
    .getByText(/已移交给.*维修工/)
    .first()
    .waitFor();
});

it("tells when somebody else was faster, keeps the words, and lets one go on", async () => {
  const made = await hear(await as("duty_butler"), "版本：门禁刷不开");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "办结").click();
  const dialog = page.getByRole("dialog", { name: "办结" });
  await dialog.getByLabel("处理结果").fill("重新录入门禁卡");

  const other = await as("duty_butler");
  await other.post(`/cases/${made.id}/keep`, {});
  await dialog.getByRole("button", { name: "办结" }).click();
  await dialog.getByText("这件事刚被别人改过").waitFor();
  await dialog.getByText("已承接").waitFor();
  expect(await dialog.getByLabel("处理结果").inputValue()).toBe("重新录入门禁卡");
  await dialog.getByRole("button", { name: "仍然继续" }).click();
  await page.getByText("已办结", { exact: true }).first().waitFor();
});

it.each([
  { how: "with the version on screen", reread: false },
  { how: "after the page was read again", reread: true },
])("keeps the words when somebody else has finished it meanwhile, $how", async ({ reread }) => {
  const other = await as("duty_butler");
  const made = await hear(other, "抢先：单元门关不上");
  await other.post(`/cases/${made.id}/keep`, {});
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "办结").click();
  const dialog = page.getByRole("dialog", { name: "办结" });
  const result = dialog.getByLabel("处理结果");
  await result.fill("调整闭门器，已试三次");

  await other.post(`/cases/${made.id}/finish`, { result: "已换新" });
  // Everything is read again when another tab says which language was chosen.
  const choice = { key: "shouwen.language" };
  if (reread)
    await page.evaluate((it) => window.dispatchEvent(new StorageEvent("storage", it)), choice);
  else await dialog.getByRole("button", { name: "办结" }).click();
  await dialog.getByText("这件事刚被别人改过").waitFor();
  await dialog.getByRole("alert").getByRole("listitem").getByText("已办结").waitFor();
  await page.waitForTimeout(1000);
  expect(await result.inputValue()).toBe("调整闭门器，已试三次");
  await dialog.getByRole("button", { name: "复制所填内容" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("调整闭门器，已试三次");
  await dialog.locator("footer").getByRole("button", { name: "关闭" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
});

it("says so when a press at once came too late", async () => {
  const other = await as("duty_butler");
  const made = await hear(other, "抢先：楼道灯不亮");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "由我办理").waitFor();
  await other.post(`/cases/${made.id}/keep`, {});
  await action(desk, "由我办理").click();
  const dialog = page.getByRole("dialog", { name: "由我办理" });
  await dialog.getByText("这个操作已经不能做了", { exact: false }).waitFor();
  await dialog.locator("footer").getByRole("button", { name: "关闭" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
});

it("says why something is not possible now", async () => {
  const made = await hear(await as("duty_butler"), "理由：路灯不亮");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByRole("button", { name: "暂不能做的" }).click();
  await page.getByText("事项尚未办结，办结之后才可以").waitFor();
  expect(await page.getByRole("term").filter({ hasText: "核定投诉" }).count()).toBe(0);
});

it("keeps notes for colleagues apart from those for the resident", async () => {
  const made = await hear(await as("duty_butler"), "备注：水表读数");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  const notes = page.getByRole("region", { name: "备注" });
  await notes.getByLabel("备注").fill("先查总表");
  await page.keyboard.press("Control+Enter");
  await notes.locator("li[data-audience=internal]").getByText("先查总表").waitFor();
  await notes.getByText("住户也会看到").click();
  await notes.getByLabel("备注").fill("明天上午上门");
  await notes.getByRole("button", { name: "添加" }).click();
  await notes.locator("li[data-audience=resident]").getByText("明天上午上门").waitFor();

  const history = page.getByRole("region", { name: "经过" });
  await history.getByText("住户可见").click();
  await history.getByText("明天上午上门").waitFor();
  expect(await history.getByText("先查总表").count()).toBe(0);
  await history.getByText("系统", { exact: true }).first().click();
  await expect.poll(() => history.getByText("明天上午上门").count()).toBe(0);
});

it("shows a note before the server has it, and takes it back when it is refused", async () => {
  const made = await hear(await as("duty_butler"), "备注：先写后存");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  const notes = page.getByRole("region", { name: "备注" });
  await notes.getByLabel("备注").waitFor();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("n");
  await page.keyboard.type("水表在弱电井");
  await page.keyboard.press("Alt+8");
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/notes", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await held;
    await route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "不能添加", status: 409, code: "cases.not_now", errors: [] }),
    });
  });
  await page.keyboard.press("Control+Enter");
  const early = notes.locator("li[data-audience=resident][aria-busy=true]");
  await early.getByText("水表在弱电井").waitFor();
  answer();
  await expect.poll(() => early.count()).toBe(0);
  await notes.getByText("不能添加").waitFor();
  expect(await notes.getByLabel("备注").inputValue()).toBe("水表在弱电井");
});

it("does with one key what is done most", async () => {
  const made = await hear(await as("duty_butler"), "单键：换灯泡");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "办结").waitFor();
  await page.keyboard.press("f");
  await page.getByRole("dialog", { name: "办结" }).getByLabel("处理结果").fill("已换");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("写备注").waitFor();
});

it("keeps what was written in a dialog that was closed", async () => {
  const made = await hear(await as("duty_butler"), "草稿：雨棚漏雨");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await action(desk, "办结").click();
  await page.getByRole("dialog").getByLabel("处理结果").fill("打了一半的话");
  await page.keyboard.press("Escape");
  await action(desk, "办结").click();
  expect(await page.getByRole("dialog").getByLabel("处理结果").inputValue()).toBe("打了一半的话");
});

it("links two cases and records another contact", async () => {
  const butler = await as("duty_butler");
  await hear(butler, "关联甲：一楼返水");
  const made = await hear(butler, "关联乙：二楼返水");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByRole("button", { name: "添加关联" }).click();
  const link = page.getByRole("dialog", { name: "添加关联" });
  await link.getByRole("combobox").fill("关联甲");
  await page.getByTitle(/关联甲/).click();
  await link.getByRole("button", { name: "添加关联" }).click();
  await page.getByRole("link", { name: /关联甲：一楼返水/ }).waitFor();

  await page.getByRole("button", { name: "再次来电来访" }).click();
  const contact = page.getByRole("dialog", { name: "再次来电来访" });
  await contact.getByLabel("姓名", { exact: true }).fill("李先生");
  const why = contact.getByLabel("补录原因");
  const rang = await contact.getByLabel("受理时间").inputValue();
  await contact.getByLabel("受理时间").fill(`2020${rang.slice(4)}`);
  await why.waitFor();
  await contact.getByLabel("受理时间").fill(rang);
  await expect.poll(() => why.isVisible()).toBe(false);
  await contact.getByLabel("说了什么").fill("又漫上来了");
  await page.keyboard.press("Control+Enter");
  await page.getByText("又漫上来了").waitFor();
});

it("is not found when it does not exist", async () => {
  const desk = await openDesk();
  await enter(desk, "duty_butler", "/cases/01980000-0000-7000-8000-000000000000");
  await desk.page.getByRole("heading", { name: "没有找到", level: 2 }).waitFor();
});

it("is not for a resident at this console, who can sign out again", async () => {
  const desk = await openDesk();
  await enter(desk, "resident_1", "/cases/new");
  await desk.page.getByRole("heading", { name: "没有权限", level: 2 }).waitFor();
  expect(await desk.page.getByRole("link", { name: /登记|事项/ }).count()).toBe(0);
  await desk.page.getByRole("button", { name: "退出登录" }).click();
  await desk.page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await desk.page.goto("/cases");
  await desk.page.getByRole("heading", { name: "登录工作台" }).waitFor();
});
