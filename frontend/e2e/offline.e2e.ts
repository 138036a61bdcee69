import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, PHONE, useBrowser } from "./desk.ts";

useBrowser();

const card = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

/** A butler on the page for phones, once it and what it shows are kept on the device. */
async function outside(title: string) {
  const butler = await as("duty_butler");
  const made = await hear(butler, title);
  await butler.post(`/cases/${made.id}/keep`, {}, { "If-Match": '"v1"' });
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "duty_butler", "/field");
  await card(page, title).getByRole("button", { name: "到场" }).waitFor();
  await expect
    .poll(() =>
      page.evaluate(async (wanted) => {
        const worker = await navigator.serviceWorker.getRegistration();
        const kept = await caches.match("/");
        // Opening it before the page has would make an empty one.
        const there = await indexedDB.databases();
        if (!there.some(({ name }) => name === "shouwen.last_seen")) return false;
        const rows = await new Promise<unknown[]>((resolve) => {
          const open = indexedDB.open("shouwen.last_seen");
          open.onsuccess = () => {
            const all = open.result.transaction("seen").objectStore("seen").getAll();
            all.onsuccess = () => resolve(all.result);
          };
        });
        return Boolean(worker?.active && kept) && JSON.stringify(rows).includes(wanted);
      }, `"${made.id}","case"`),
    )
    .toBe(true);
  return { butler, desk, page, made };
}

it("starts without a network, shows what was last seen, and sends later what was done then", async () => {
  const title = `断网启动：地库水泵${Date.now()}`;
  const { butler, desk, page, made } = await outside(title);
  await desk.context.setOffline(true);
  await page.reload();
  const mine = card(page, title);
  await page.getByText("连不上服务器，以下是").waitFor();
  await mine.getByRole("button", { name: "到场" }).click();
  await page.getByRole("link", { name: /待发送 1/ }).waitFor();
  await mine.getByRole("button", { name: "办结" }).click();
  await mine.getByLabel("处理结果").fill("更换浮球开关");
  // The page goes away in the middle of it, and is opened from another address.
  await page.goto("/cases");
  await page.getByRole("heading", { name: "我的现场" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/field");
  await mine.getByRole("button", { name: "办结" }).click();
  await mine.getByText("已恢复上次没提交的内容").waitFor();
  expect(await mine.getByLabel("处理结果").inputValue()).toBe("更换浮球开关");
  await mine.getByRole("button", { name: "提交办结" }).click();
  await page.getByRole("link", { name: /待发送 2/ }).waitFor();

  await desk.context.setOffline(false);
  await expect.poll(() => page.getByRole("link", { name: /待发送/ }).count()).toBe(0);
  const now = (await butler.get(`/cases/${made.id}`)) as { state: string };
  expect(now.state).toBe("finished");
  await expect.poll(() => page.getByText("连不上服务器，以下是").count()).toBe(0);
});

it("takes away what was seen when somebody signs out", async () => {
  const title = `断网启动：大堂${Date.now()}`;
  const { desk, page } = await outside(title);
  await page.getByRole("button", { name: /：账户$/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByLabel("用户名").waitFor();
  await desk.context.setOffline(true);
  await page.goto("/field");
  await page.getByText("出了点问题").or(page.getByRole("alert")).first().waitFor();
  expect(await page.getByText(title).count()).toBe(0);
});
