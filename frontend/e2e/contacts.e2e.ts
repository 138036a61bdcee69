import { beforeAll, expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const WORDS = "水泵故障停水，正在抢修，预计傍晚恢复";

let outage = "";
beforeAll(async () => {
  const butler = await as("duty_butler");
  const homes = (await butler.get("/units?q=3-1-1201")) as {
    data: { building: { id: string } }[];
  };
  const places = [{ building_id: homes.data[0]?.building.id }];
  const made = await hear(butler, "三栋停水", {
    kind: "incident",
    contact: { channel: "patrol", wants_reply: false },
    incident: { words: WORDS, places },
  });
  outage = String(made.id);
});

it("registers a call that becomes no case, and makes one of it after all", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("问游泳池几点开门");
  await page.getByRole("textbox", { name: "姓名" }).fill("赵先生");
  await page.getByRole("button", { name: "只登记，不立案" }).click();
  const dialog = page.getByRole("dialog", { name: "只登记，不立案" });
  await dialog.getByLabel("答复内容").fill("早上八点");
  await dialog.getByRole("button", { name: "登记" }).click();
  await page.getByText("已登记来电来访").waitFor();
  expect(await page.getByLabel("一句话说明").inputValue()).toBe("");

  await page.getByRole("link", { name: "来电来访", exact: true }).click();
  await page.getByRole("heading", { name: "来电来访登记", level: 1 }).waitFor();
  const line = page.getByRole("row").filter({ hasText: "问游泳池几点开门" });
  await line.getByText("当场答复").waitFor();
  await line.getByText("待答复").waitFor();
  await line.getByRole("button", { name: "已答复 赵先生" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "已告知" }).click();
  await line.getByText("已答复").first().waitFor();
  await line.getByRole("button", { name: "转为事项 赵先生" }).click();
  const become = page.getByRole("dialog", { name: "转为事项" });
  await become.getByText("咨询").click();
  await become.getByRole("button", { name: "转为事项" }).click();
  await page.getByRole("heading", { name: "问游泳池几点开门", level: 1 }).waitFor();
});

it("knows of an incident where the caller lives, adds them with one key, and ticks them off", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("房号").fill("3-1-1201");
  await page.getByTitle("3-1-1201").click();
  await page.getByRole("textbox", { name: "姓名" }).fill("钱女士");
  await page.getByRole("textbox", { name: "电话" }).fill("19900007777");
  const known = page.getByRole("status", { name: "此处正在发生" });
  await known.getByText(WORDS).waitFor();
  await page.keyboard.press("Alt+3");
  await page.getByRole("heading", { name: "三栋停水", level: 1 }).waitFor();
  const panel = page.getByRole("region", { name: "对外口径" });
  await panel.getByText(WORDS).waitFor();
  await panel.getByRole("strong").filter({ hasText: "钱女士" }).waitFor();
  expect(await panel.getByRole("button", { name: "已告知 钱女士" }).count()).toBe(0);

  await (await as("duty_butler")).post(`/cases/${outage}/finish`, { result: "已恢复供水" });
  await page.reload();
  await panel.getByText(/前告知$/).waitFor();
  await panel.getByRole("button", { name: "已告知 钱女士" }).click();
  const dialog = page.getByRole("dialog", { name: "告知 钱女士" });
  await dialog.getByLabel("说了什么").fill("已恢复供水");
  await dialog.getByRole("button", { name: "已告知" }).click();
  await panel
    .getByText(/已告知$/)
    .first()
    .waitFor();
  expect(await panel.getByRole("button", { name: "已告知 钱女士" }).count()).toBe(0);
});

it("suggests the answer to an inquiry, and one key answers it on the spot", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/answers");
  await page.getByRole("button", { name: "新增答案" }).click();
  const dialog = page.getByRole("dialog", { name: "新增答案" });
  await dialog.getByLabel("问题").fill("游泳池水温多少度");
  await dialog.getByLabel("答案").fill("常年二十六度");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByRole("row").filter({ hasText: "常年二十六度" }).waitFor();

  await page.goto("/cases/new");
  await page.getByText("咨询", { exact: true }).click();
  await page.getByLabel("一句话说明").fill("游泳池水温多少");
  await page.getByRole("status", { name: "可以这样答" }).getByText("常年二十六度").waitFor();
  await page.keyboard.press("Alt+4");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "游泳池水温多少", level: 1 }).waitFor();
  await page.getByRole("region", { name: "处理结果" }).getByText("常年二十六度").waitFor();
});

it("marks a call that rang longer than allowed, and lists such calls by themselves", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases/new");
  await page.getByLabel("一句话说明").fill("响铃：楼道灯不亮");
  await page.getByRole("textbox", { name: "姓名" }).fill("孙女士");
  await page.getByLabel("响铃次数").fill("5");
  await page.keyboard.press("Control+Enter");
  await page.getByText("响铃 5 次，标准 3 次").waitFor();
  await page.goto(new URL("/contacts?rang=true", page.url()).href);
  const line = page.getByRole("row").filter({ hasText: "孙女士" });
  await line.getByText("响铃 5 次").waitFor();
  expect(await page.getByRole("checkbox", { name: "响铃超标" }).isChecked()).toBe(true);
});
