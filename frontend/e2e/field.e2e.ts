import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, PHONE, useBrowser } from "./desk.ts";

useBrowser();

// The pictures of docs/desk.md are taken anew where this names a folder.
const SHOTS = process.env.SHOUWEN_DOCS_SHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  await page.evaluate(() => window.scrollTo(0, 0));
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, scale: "css" });
}

async function photo(page: Page): Promise<Buffer> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 3200;
    canvas.height = 2400;
    const brush = canvas.getContext("2d");
    for (let at = 0; brush && at < 400; at += 1) {
      brush.fillStyle = `hsl(${at * 37} 60% ${30 + (at % 40)}%)`;
      brush.fillRect((at * 811) % 3200, (at * 577) % 2400, 300, 200);
    }
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(data, "base64");
}

const card = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

it("keeps what was done without a network and sends it in order, the photo made small", async () => {
  const butler = await as("duty_butler");
  const title = `离线：单元门禁${Date.now()}`;
  const made = await hear(butler, title);
  await butler.post(`/cases/${made.id}/keep`, {}, { "If-Match": '"v1"' });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "duty_butler", "/field");
  const mine = card(page, title);
  await mine.getByRole("button", { name: "到场" }).waitFor();
  await picture(page, "field");
  const picked = await photo(page);

  await desk.context.setOffline(true);
  await mine.getByRole("button", { name: "到场" }).click();
  await mine
    .locator("input[type=file]")
    .setInputFiles({ name: "门.png", mimeType: "image/png", buffer: picked });
  await page.getByRole("link", { name: /待发送 2/ }).waitFor();
  await mine.getByRole("button", { name: "办结" }).click();
  await mine.getByLabel("处理结果").fill("更换门禁读头，试刷三次正常");
  await mine.getByRole("button", { name: "提交办结" }).click();
  await page.getByRole("link", { name: /待发送 3/ }).waitFor();
  const box = page.getByRole("region", { name: "待发送" });
  await box.getByText("更换门禁读头").waitFor();
  await picture(page, "field-offline");

  await desk.context.setOffline(false);
  await expect.poll(() => box.count()).toBe(0);
  const now = (await butler.get(`/cases/${made.id}`)) as {
    state: string;
    files: { size: number; name: string }[];
  };
  expect(now.state).toBe("finished");
  expect(now.files.map(({ name }) => name)).toEqual(["门.jpg"]);
  const journal = (await butler.get(`/cases/${made.id}/journal`)) as { data: { event: string }[] };
  const told = journal.data.map(({ event }) => event);
  expect(told.indexOf("cases.arrived")).toBeLessThan(told.indexOf("cases.finished"));
});

it("says what was refused because somebody else was faster, and writes nothing over", async () => {
  const [butler, manager] = [await as("duty_butler"), await as("manager")];
  const title = `冲突：楼道照明${Date.now()}`;
  const made = await hear(butler, title);
  await butler.post(`/cases/${made.id}/keep`, {}, { "If-Match": '"v1"' });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "duty_butler", "/field");
  const mine = card(page, title);
  await mine.getByRole("button", { name: "到场" }).waitFor();
  await desk.context.setOffline(true);
  await mine.getByRole("button", { name: "到场" }).click();
  await page.getByRole("link", { name: /待发送 1/ }).waitFor();
  // Meanwhile the manager has sorted it anew.
  await manager.post(`/cases/${made.id}/reclassify`, { severity: "urgent", reason: "影响出行" });
  await desk.context.setOffline(false);
  await page.getByRole("link", { name: "1 项未发成" }).waitFor();
  const box = page.getByRole("region", { name: "待发送" });
  await box.getByRole("alert").waitFor();
  await picture(page, "field-conflict");
  expect(((await butler.get(`/cases/${made.id}`)) as { state: string }).state).not.toBe("handling");
  // It outlives the page, and goes through once somebody has looked.
  await page.reload();
  await box.getByRole("button", { name: "看过了，仍要提交" }).click();
  await expect.poll(() => box.count()).toBe(0);
  const now = (await butler.get(`/cases/${made.id}`)) as { state: string; severity: string };
  expect([now.state, now.severity]).toEqual(["handling", "urgent"]);
});

it("dials the caller with one press, and that is written down", async () => {
  const butler = await as("duty_butler");
  const title = `去电：厨房漏水${Date.now()}`;
  const made = await hear(butler, title);
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "duty_butler", "/field");
  await card(page, title)
    .getByRole("button", { name: /打电话/ })
    .click();
  const link = card(page, title).getByRole("link", { name: "19900001234" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toBe("tel:19900001234");
  const journal = (await butler.get(`/cases/${made.id}/journal`)) as { data: { event: string }[] };
  expect(journal.data.map(({ event }) => event)).toContain("cases.phone_revealed");
});

it("offers no call where nobody left a number", async () => {
  const butler = await as("duty_butler");
  const title = `没留电话：窗台漏水${Date.now()}`;
  await hear(butler, title, { contact: { channel: "visit", person: { name: "王女士" } } });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "duty_butler", "/field");
  await card(page, title).waitFor();
  expect(
    await card(page, title)
      .getByRole("button", { name: /打电话/ })
      .count(),
  ).toBe(0);
});

it("shows the manager who is late and with what, within the thumb's reach", async () => {
  const [manager, butler] = [await as("manager"), await as("duty_butler")];
  const { staff_id } = await butler.get("/me");
  const title = `裁决：谁先听到${Date.now()}`;
  const named = await hear(manager, title, { heard_by_id: staff_id });
  await butler.post(`/cases/${named.id}/dispute`, { reason: "当时不在岗" });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "manager", "/cases");
  await page.getByRole("link", { name: "谁在超时" }).click();
  await page.getByRole("heading", { name: "谁在超时", level: 1 }).waitFor();
  const excuse = page.getByRole("button", { name: /^准予免责/ }).first();
  await excuse.waitFor();
  await page
    .getByRole("button", { name: /^打电话/ })
    .first()
    .waitFor();
  await picture(page, "late");
  const box = await excuse.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  const before = await page.getByRole("button", { name: /^准予免责/ }).count();
  await excuse.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").click();
  await page.locator(".ant-select-item-option").first().click();
  await dialog.getByRole("button", { name: "准予免责" }).click();
  await expect.poll(() => page.getByRole("button", { name: /^准予免责/ }).count()).toBe(before - 1);
  await page
    .getByRole("region", { name: "等您裁决" })
    .getByRole("listitem")
    .filter({ hasText: title })
    .getByRole("link")
    .click();
  await page.getByRole("heading", { name: title }).waitFor();
});

it("lets the manager approve a sum on the telephone, said twice", async () => {
  const [butler, supervisor] = [await as("duty_butler"), await as("supervisor")];
  const title = `金额：装饰灯损坏${Date.now()}`;
  const made = await hear(butler, title, { kind: "complaint", complaint: { class: "property" } });
  const say = (who: typeof butler, verb: string, body: Record<string, unknown>) =>
    who.post(`/cases/${made.id}/slip/${verb}`, body);
  const departments = (await butler.get("/departments")) as { data: { id: string }[] };
  const department = departments.data[0]?.id;
  await butler.post(`/cases/${made.id}/slips`, {});
  await say(butler, "report", { text: "属实" });
  await say(butler, "negotiate", { text: "同意赔偿" });
  await say(butler, "advise", { text: "赔偿", department_ids: [department] });
  await say(supervisor, "countersign", { department_id: department, agrees: true });
  await say(supervisor, "decide", { responsibility: "ours", remedy: "赔偿", loss_fen: 8000 });
  await say(butler, "propose-amount", { kind: "compensation", amount_fen: 8000, reason: "灯具" });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "manager", "/late");
  const sums = page.getByRole("region", { name: "等您批准的金额" });
  const mine = sums.getByRole("listitem").filter({ hasText: title });
  await mine.getByText("¥80.00").waitFor();
  const approve = mine.getByRole("button", { name: "批准", exact: true });
  expect((await approve.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await approve.click();
  const dialog = page.getByRole("dialog", { name: "批准 ¥80.00" });
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await mine.waitFor({ state: "detached" });
  const slips = (await butler.get(`/cases/${made.id}/slips`)) as {
    data: { amounts: { state: string }[] }[];
  };
  expect(slips.data[0]?.amounts[0]?.state).toBe("approved");
});
