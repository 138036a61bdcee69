import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, quiet, useBrowser } from "./desk.ts";

useBrowser();

async function offer(path: string) {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", path);
  await page.getByRole("button", { name: "移交", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "移交" });
  await dialog.getByRole("combobox").last().fill("赵铁军");
  await page.locator(".ant-select-item-option").filter({ hasText: "赵铁军" }).click();
  await dialog.getByRole("button", { name: "移交", exact: true }).click();
  return page;
}

it("takes an offer back while the news of it is shown", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "撤销用例：路灯不亮");
  const page = await offer(`/cases/${made.id}`);
  await page.getByText("已移交，等待对方接收").waitFor();
  await page.getByText("已移交给赵铁军，等待接收").waitFor();
  await page.getByRole("button", { name: /^撤销/ }).click();
  await page.getByText("已撤回移交").waitFor();
  await expect.poll(() => page.getByText("已移交给赵铁军，等待接收").count()).toBe(0);
  const now = (await butler.get(`/cases/${made.id}`)) as { offer: unknown };
  expect(now.offer).toBeNull();
});

it("offers no more to take back what was taken back in another way", async () => {
  const butler = await as("duty_butler");
  const made = await hear(butler, "撤销用例：换了办法");
  const page = await offer(`/cases/${made.id}`);
  const undo = page.getByRole("button", { name: /^撤销/ });
  await undo.waitFor();
  await page.getByText("已移交给赵铁军，等待接收").waitFor();
  await butler.post(`/cases/${made.id}/withdraw`, {});
  await expect.poll(() => undo.count(), { timeout: 6000 }).toBe(0);
});

it("draws the rows closer together for who wants to see more of them", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", "/cases");
  const row = page.locator("tr[data-row]").first();
  await row.waitFor();
  const height = () => row.evaluate((one) => one.getBoundingClientRect().height);
  const before = await height();
  await page.getByRole("button", { name: /账户/ }).click();
  await page.getByRole("menuitemradio", { name: "紧凑" }).click();
  await expect.poll(height).toBeLessThan(before);
  await page.reload();
  await row.waitFor();
  expect(await height()).toBeLessThan(before);
});

// 200 % zoom on such a screen leaves half of it: CSS pixels are what counts.
const SIZES = { "1366x768": [1366, 768], "1366x768 at 200 %": [683, 384] } as const;
const SCREENS = ["/cases?sort=due", "/cases/new", "/board", "/organisation", "/access", "/journal"];

it.each(Object.entries(SIZES))("fits %s without sideways scrolling", async (_, [width, height]) => {
  const made = await hear(await as("duty_butler"), "缩放用例：大门关不上");
  const desk = await openDesk({ viewport: { width, height } });
  const { page } = desk;
  await enter(desk, "system_admin", "/cases");
  for (const path of [...SCREENS, `/cases/${made.id}`]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await quiet(page);
    const over = await page.evaluate(() => {
      const room = document.documentElement;
      const wide = [...document.querySelectorAll("main *")].filter(
        (one) => one.getBoundingClientRect().right > window.innerWidth + 1,
      );
      return room.scrollWidth > window.innerWidth
        ? wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))
        : [];
    });
    expect(over, path).toEqual([]);
  }
  // However low the window, the way to the account and to the last screen is there.
  const account = page.getByRole("button", { name: /账户/ });
  const box = await account.boundingBox();
  expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
});
