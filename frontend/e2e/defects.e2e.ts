import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { type Desk, enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const ledger = ({ page }: Desk) => page.getByRole("region", { name: "保修缺陷台账" });

async function say(desk: Desk, verb: string, field: string, words: string) {
  await ledger(desk).getByRole("button", { name: verb, exact: true }).click();
  const dialog = desk.page.getByRole("dialog", { name: verb });
  if (verb === "派单") {
    await dialog.getByRole("combobox").click();
    await desk.page.locator(".ant-select-item-option").first().click();
  }
  await dialog.getByLabel(field).fill(words);
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

it("leads a warranty defect to the developer and off the ledger", async () => {
  const made = await hear(await as("duty_butler"), "台账：阳台地漏返水", { kind: "warranty" });
  const desk = await openDesk();
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await ledger(desk).getByRole("button", { name: "上门判定" }).click();
  const judging = desk.page.getByRole("dialog", { name: "上门判定" });
  await judging.getByLabel("理由").fill("属交付遗留");
  await judging.getByRole("button", { name: "上门判定" }).click();
  await judging.waitFor({ state: "detached" });
  await say(desk, "派单", "说明", "约定三日内上门");
  await say(desk, "跟进", "说明", "材料周五到货");
  await say(desk, "验收", "说明", "业主在场");
  await say(desk, "销项", "处理结果", "已疏通并更换地漏");
  await ledger(desk).getByText("已销项").waitFor();

  await desk.page.goto(new URL("/defects?q=阳台地漏", desk.page.url()).href);
  const row = desk.page.getByRole("row", { name: /台账：阳台地漏返水/ });
  await row.getByText("已销项").waitFor();
  expect(await row.getByText("小修").count()).toBe(1);
});

it("a repair that comes again is marked until somebody contradicts", async () => {
  const butler = await as("duty_butler");
  const units = (await butler.get("/units?limit=1")).data as { id: string }[];
  const contact = {
    channel: "phone",
    person: { name: "王女士" },
    places: [{ unit_id: units[0]?.id }],
  };
  const first = await hear(butler, "返修：阳台推拉门卡住", { contact });
  await butler.post(`/cases/${first.id}/finish`, { result: "已调整" });
  const again = await hear(butler, "返修：阳台推拉门又卡住", { contact });
  const desk = await openDesk();
  await expect
    .poll(async () => (await butler.get(`/cases/${again.id}`)).rework, { timeout: 60_000 })
    .not.toBeNull();
  await enter(desk, "duty_butler", `/cases/${again.id}`);
  const notice = desk.page.getByRole("region", { name: "返修" });
  await notice.getByText(String(first.number)).waitFor();
  await notice.getByRole("button", { name: "不是返修" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "不是返修" });
  await dialog.getByLabel("理由").fill("另一扇门");
  await dialog.getByRole("button", { name: "不是返修" }).click();
  await notice.getByText("已否认返修").waitFor();
});
