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

it("looks at a site on a phone, and the gate names a forged pass", async () => {
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "zone_butler_a", "/renovations/sites");
  await page.getByRole("button", { name: "巡查" }).first().click();
  await page.locator("dialog").getByLabel("施工进度", { exact: true }).last().fill("瓦工进场");
  await page.locator("dialog").getByRole("button", { name: "巡查" }).click();
  await page.getByText("已办理：巡查").waitFor();

  await page.getByRole("link", { name: "门岗查验" }).click();
  await page.getByRole("textbox", { name: "证件码" }).fill("SWP1.AAAA.BBBB");
  await page.getByRole("button", { name: "查验" }).click();
  await page.getByText("伪造证件").waitFor();
});
