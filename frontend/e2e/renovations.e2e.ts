import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, PHONE, useBrowser } from "./desk.ts";

useBrowser();

type Json = Record<string, unknown>;

async function inState(state: string): Promise<{ id: string; number: string; unit: Json }> {
  const manager = await as("manager");
  const found = await manager.get(`/renovations?state=${state}&limit=1`);
  return (found.data as Json[])[0] as unknown as { id: string; number: string; unit: Json };
}

it("shows on the board what each file waits for, and hands in what is missing", async () => {
  const draft = await inState("draft");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/renovations");
  const card = page.getByRole("link").filter({ hasText: draft.number });
  await card.getByText("缺装修图纸").waitFor();
  await card.click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("暂不能办理").click();
  await page.getByRole("term").filter({ hasText: "提交申请" }).waitFor();

  await page.getByRole("button", { name: "提交材料" }).click();
  await page.getByRole("combobox", { name: "类别" }).click();
  await page.getByTitle("装修图纸").click();
  await page
    .getByLabel("附件")
    .first()
    .setInputFiles({
      name: "图纸.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from(
        "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
      ),
    });
  await page.getByText("图纸.pdf").waitFor();
  await page.locator("dialog").getByRole("button", { name: "提交材料" }).click();
  await page.getByText("已办理：提交材料").waitFor();
  await expect.poll(() => page.getByText("缺装修图纸").count()).toBe(0);
});

it("settles a deposit by two people, and never by one", async () => {
  const one = await inState("final_accepted");
  const proposer = await openDesk();
  await enter(proposer, "supervisor", `/renovations/${one.id}`);
  await proposer.page.getByRole("button", { name: "提出结算" }).click();
  await proposer.page.locator("dialog").getByRole("button", { name: "提出结算" }).click();
  await proposer.page.getByText("已办理：提出结算").waitFor();
  expect(await proposer.page.getByRole("button", { name: "批准结算" }).count()).toBe(0);

  const approver = await openDesk();
  await enter(approver, "manager", `/renovations/${one.id}`);
  await approver.page.getByRole("button", { name: "批准结算", exact: true }).click();
  await approver.page.locator("dialog").getByRole("button", { name: "批准结算" }).click();
  await approver.page.getByText("已办理：批准结算").waitFor();
});

it("keeps a visit made without a network, photographs too, and sends it once", async () => {
  const site = await inState("under_way");
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "zone_butler_a", "/renovations/sites");
  const card = page.getByRole("listitem").filter({ hasText: site.number });
  await card.getByRole("button", { name: "巡查" }).click();
  const dialog = page.locator("dialog");
  await dialog.getByLabel("进度说明", { exact: true }).fill("瓦工进场");
  const picked = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 400;
    canvas.getContext("2d")?.fillRect(40, 40, 200, 200);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  await desk.context.setOffline(true);
  await dialog
    .locator("input[type=file]")
    .last()
    .setInputFiles({
      name: "现场.png",
      mimeType: "image/png",
      buffer: Buffer.from(picked, "base64"),
    });
  await dialog.getByRole("img", { name: "现场.png" }).waitFor();
  await dialog.getByRole("button", { name: "巡查" }).click();
  await page.getByText("巡查已记下，有网络时自动发送").waitFor();
  await page.getByRole("link", { name: /待发送 1/ }).waitFor();
  await card
    .getByText("已巡查，待发送")
    .or(card.getByText(/今日已巡查/))
    .first()
    .waitFor();

  await desk.context.setOffline(false);
  await expect.poll(() => page.getByRole("link", { name: /待发送/ }).count()).toBe(0);
  const manager = await as("manager");
  const told = (await manager.get(`/renovations/${site.id}`)) as {
    inspections: { progress: string | null; file_ids: string[] }[];
  };
  const mine = told.inspections.filter(({ progress }) => progress === "瓦工进场");
  expect(mine.map(({ file_ids }) => file_ids.length)).toEqual([1]);
});

it("lets a guard check passes, and read no file", async () => {
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "guard", "/renovations/gate");
  await page.getByRole("textbox", { name: "证件码" }).fill("SWP1.AAAA.BBBB");
  await page.getByRole("button", { name: "查验" }).click();
  await page.getByText("伪造证件").waitFor();

  const manager = await as("manager");
  const site = await inState("under_way");
  const told = (await manager.get(`/renovations/${site.id}`)) as { passes: { token: string }[] };
  await page.getByRole("textbox", { name: "证件码" }).fill(told.passes[0]?.token ?? "");
  await page.getByRole("button", { name: "查验" }).click();
  await page.getByText("放行", { exact: true }).waitFor();
  expect(await page.getByRole("link", { name: "看板" }).count()).toBe(0);
});

it("changes an application, and only what is different", async () => {
  const draft = await inState("draft");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/renovations/${draft.id}`);
  await page.getByRole("button", { name: "修改申请" }).click();
  const title = page.locator("dialog").getByLabel("装修内容");
  await title.fill("阳台封闭与铺砖");
  await page.locator("dialog").getByRole("button", { name: "保存" }).click();
  await page.getByText("已办理：修改申请").waitFor();
  await page.getByRole("heading", { level: 1, name: /阳台封闭与铺砖/ }).waitFor();
});

it("sets whose signatures an application needs", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/renovations/chain");
  await page.getByLabel("增加步骤").selectOption({ label: "副经理审核" });
  await page.getByRole("button", { name: "上移：副经理审核" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("审批链已保存").waitFor();
  await page.reload();
  const steps = page.getByRole("listitem").filter({ hasText: "由谁签署" });
  await expect.poll(() => steps.nth(5).textContent()).toContain("6. 副经理审核");
  await page.getByRole("button", { name: "移除：副经理审核" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("审批链已保存").waitFor();
});

it("shows what was renovated on the page of its unit", async () => {
  const one = await inState("under_way");
  const desk = await openDesk();
  await enter(desk, "manager", `/units/${one.unit.id}`);
  const renovations = desk.page.getByRole("region", { name: "装修" });
  await renovations.getByRole("link", { name: new RegExp(one.number) }).click();
  await desk.page.getByRole("heading", { level: 1 }).waitFor();
});
