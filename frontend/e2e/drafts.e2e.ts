import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, quiet, useBrowser } from "./desk.ts";

useBrowser();

const BACK = "已恢复上次没提交的内容";

async function open(page: Page, verb: string) {
  await page
    .getByRole("button", { name: new RegExp(`^${verb}`) })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().waitFor();
  return dialog;
}

it("keeps the words of a dialog until they are sent, for who wrote them and nobody else", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "草稿：电梯异响", {
    kind: "complaint",
    complaint: { class: "property" },
  });
  const path = `/cases/${made.id}`;
  await butler.post(`${path}/slips`, {});
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", path);
  const dialog = await open(page, "调查报告");
  await dialog.getByLabel("内容").fill("机房导轨缺油，已通知维保");
  const withServer = async () => {
    const kept = await butler.get(`/drafts?name=slip.report.${made.id}`);
    return (kept as { data: unknown[] }).data.length;
  };
  await expect.poll(withServer).toBe(1);
  await page.reload();
  await open(page, "调查报告");
  await dialog.getByText(BACK).waitFor();
  expect(await dialog.getByLabel("内容").inputValue()).toBe("机房导轨缺油，已通知维保");
  await dialog.getByRole("button", { name: "取消" }).click();

  // Somebody else at the same desk finds an empty form.
  await desk.context.clearCookies();
  await enter(desk, "supervisor", path);
  await open(page, "调查报告");
  await quiet(page);
  expect(await dialog.getByLabel("内容").inputValue()).toBe("");
  expect(await dialog.getByText(BACK).count()).toBe(0);

  await desk.context.clearCookies();
  await enter(desk, "duty_butler", path);
  await open(page, "调查报告");
  await dialog.getByText(BACK).waitFor();
  await dialog.getByRole("button", { name: "清空重写" }).click();
  expect(await dialog.getByLabel("内容").inputValue()).toBe("");
  await dialog.getByLabel("内容").fill("机房导轨缺油，已加油复测");
  await dialog.getByRole("button", { name: "调查报告", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("机房导轨缺油，已加油复测").first().waitFor();
  await expect.poll(withServer).toBe(0);
  const here = await page.evaluate(() => Object.keys(localStorage).join());
  expect(here).not.toContain("slip.report");
});

it("offers what was written where somebody else has changed the same meanwhile", async () => {
  const manager = await as("manager");
  const communities = (await manager.get("/communities")) as { data: { id: string }[] };
  const question = `草稿：垃圾清运时间${Date.now()}`;
  const made = await manager.post("/answers", {
    community_id: communities.data[0]?.id,
    question,
    text: "每天早晚各一次",
  });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", `/answers?q=${encodeURIComponent(question)}`);
  const dialog = await open(page, "修改");
  await dialog.getByLabel("答案").fill("每天三次");
  const here = () => page.evaluate(() => Object.values(localStorage).join());
  await expect.poll(here).toContain("每天三次");
  await manager.patch(
    `/answers/${made.id}`,
    { text: "每天早晚各一次，节日加一次" },
    { "If-Match": `"v${made.version}"` },
  );
  await page.reload();
  await open(page, "修改");
  await dialog.getByText("之后这里已被别人改过").waitFor();
  expect(await dialog.getByLabel("答案").inputValue()).toBe("每天早晚各一次，节日加一次");
  await dialog.getByRole("button", { name: "接着写" }).click();
  expect(await dialog.getByLabel("答案").inputValue()).toBe("每天三次");
});
