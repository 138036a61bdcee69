import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { type Desk, enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const region = ({ page }: Desk, name: string | RegExp) => page.getByRole("region", { name });

it("stamps the steps of a call for help, runs a plan, and takes a cordon away", async () => {
  const made = await hear(await as("duty_butler"), "求助：老人晕倒", {
    kind: "help",
    category: "medical",
    severity: "urgent",
  });
  const desk = await openDesk();
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  const { page } = desk;
  const steps = region(desk, /^处置步骤/);
  await steps.getByRole("button", { name: "现在登记 到达现场" }).click();
  const there = steps.locator("li", { hasText: "到达现场" });
  await there.locator("time").waitFor();
  expect(await there.getByRole("button").count()).toBe(0);
  await page.getByText("处理中").first().waitFor(); // being on the spot is arriving
  await steps.getByRole("button", { name: "续报 情况变化续报" }).click();
  const report = page.getByRole("dialog", { name: "情况变化续报" });
  await report.getByLabel("情况说明").fill("血压平稳，等待救护车");
  await report.getByRole("button", { name: "保存" }).click();
  await steps.getByText("血压平稳，等待救护车").waitFor();
  expect(await steps.getByRole("button", { name: "现在登记 处置结束" }).count()).toBe(0);

  await page
    .getByRole("group", { name: "启动预案：" })
    .getByRole("button", { name: "急救" })
    .click();
  const plan = region(desk, "急救");
  await plan.getByRole("checkbox").first().click();
  await plan.getByText("1/7 项").waitFor();

  await page.getByRole("button", { name: "设置警戒" }).click();
  const dialog = page.getByRole("dialog", { name: "设置警戒" });
  await dialog.getByLabel("位置").fill("一层大堂");
  await dialog.getByLabel("警示内容").fill("抢救通道，请勿停留");
  await dialog.getByRole("button", { name: "设置警戒" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.goto(`${new URL(page.url()).origin}/emergencies`);
  const stands = page.getByRole("row", { name: /一层大堂/ });
  await stands.getByRole("button", { name: /撤除警戒/ }).click();
  const removing = page.getByRole("dialog", { name: /撤除警戒/ });
  await removing.getByLabel("现场恢复情况").fill("已恢复通行");
  await removing.getByRole("button", { name: "撤除警戒" }).click();
  await stands.waitFor({ state: "detached" });
});

it("defines a kind of work nobody programmed and walks its stages", async () => {
  const desk = await openDesk();
  await enter(desk, "manager", "/case-types");
  const { page } = desk;
  await page.getByRole("button", { name: "新增类型" }).click();
  const editor = page.getByRole("dialog", { name: "新增类型" });
  const name = `钢琴调律${Date.now() % 100_000}`; // a test that is tried again defines another
  await editor.getByLabel("名称", { exact: true }).fill(name);
  await editor.getByLabel("标识").fill(`piano_${Date.now()}`);
  await editor.getByLabel("环节名称").fill("看琴");
  await editor.getByRole("button", { name: "增加清单项" }).click();
  await editor.getByLabel("清单项 1").fill("逐键试音");
  await editor.getByRole("button", { name: "增加环节" }).click();
  await editor.getByLabel("环节名称").nth(1).fill("调律");
  await editor.getByRole("button", { name: "保存" }).click();
  await editor.waitFor({ state: "detached" });
  await page.getByRole("row", { name: new RegExp(`${name}.*看琴 → 调律`) }).waitFor();

  await page.goto(`${new URL(page.url()).origin}/cases/new`);
  await page.getByText("有偿服务", { exact: true }).click();
  await page.getByLabel("类型", { exact: true }).click();
  await page.locator(".ant-select-item-option", { hasText: name }).click();
  await page.getByLabel("一句话说明").fill("客厅钢琴调律");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const stages = region(desk, `环节 · ${name}`);
  await stages.getByText("还有必填项未完成").waitFor();
  await stages.getByRole("checkbox").first().click();
  await stages.getByRole("button", { name: "完成“看琴”" }).click();
  await stages.getByRole("button", { name: "完成“调律”" }).click();
  await stages.getByText("已完成").nth(1).waitFor();
});

it("warns while an inquiry that is confidential is being written", async () => {
  const desk = await openDesk();
  await enter(desk, "duty_butler", "/cases/new");
  const { page } = desk;
  await page.getByText("咨询", { exact: true }).click();
  await page.getByLabel("一句话说明").fill("请问陈先生住几号房");
  await page.getByText(/涉及保密内容：住户隐私/).waitFor();
});

it("helps step by step, and publishes a suggestion without a name", async () => {
  const butler = await as("duty_butler");
  const inquiry = await hear(butler, "门禁打不开", { kind: "inquiry" });
  const desk = await openDesk();
  await enter(desk, "manager", `/cases/${inquiry.id}`);
  const { page } = desk;
  const ladder = region(desk, "逐级支持");
  await ladder.getByRole("button", { name: "登记电话支持" }).click();
  const dialog = page.getByRole("dialog", { name: "登记电话支持" });
  await dialog.getByLabel("说明").fill("电话指导后仍打不开");
  await dialog.getByRole("button", { name: "保存" }).click();
  await ladder.getByRole("button", { name: "登记远程协助" }).waitFor();

  const suggestion = await hear(butler, "建议：东门座椅", { kind: "suggestion" });
  await page.goto(`${new URL(page.url()).origin}/cases/${suggestion.id}`);
  const panel = region(desk, "建议的处理");
  const say = async (verb: string, label: string, text: string) => {
    await panel.getByRole("button", { name: verb, exact: true }).click();
    const asked = page.getByRole("dialog", { name: verb });
    await asked.getByLabel(label).fill(text);
    await asked.getByRole("button", { name: verb, exact: true }).click();
    return asked;
  };
  await (await say("决定是否采纳", "理由", "可行")).waitFor({ state: "detached" });
  const asked = await say("公布", "公布的文字", "王女士建议增设座椅");
  await asked.getByText("公布的文字不能含有姓名、电话或房号").first().waitFor();
  await asked.getByLabel("公布的文字").fill("有住户建议在东门增设座椅，已采纳");
  await asked.getByRole("button", { name: "公布", exact: true }).click();
  await asked.waitFor({ state: "detached" });
  await page.goto(`${new URL(page.url()).origin}/suggestions`);
  await page.getByText("有住户建议在东门增设座椅，已采纳").waitFor();
});
