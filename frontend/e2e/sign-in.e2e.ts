import { expect, inject, it } from "vitest";
import { openDesk, passwordOf, useBrowser, usernameOf, WIDE } from "./desk.ts";

useBrowser();

async function fill(page: import("playwright-core").Page, username: string, password: string) {
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

it("leads back to where one was going", async () => {
  const { page } = await openDesk();
  await page.goto("/cases?state=finished");
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await fill(page, usernameOf("duty_butler"), passwordOf("duty_butler"));
  await page.getByRole("heading", { name: "事项", exact: true, level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe("?state=finished");
});

it("speaks of an ended session only where there was one", async () => {
  const { page, context } = await openDesk();
  const ended = page.getByText("登录已失效");
  await page.goto("/");
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await ended.count()).toBe(0);
  expect(new URL(page.url()).searchParams.has("ended")).toBe(false);

  await fill(page, usernameOf("supervisor"), passwordOf("supervisor"));
  await page.getByRole("heading", { name: "事项", exact: true, level: 1 }).waitFor();
  await context.clearCookies();
  await page.goto("/cases");
  await ended.waitFor();
});

it("begins in the browser's language and stays with the one chosen", async () => {
  const { page } = await openDesk({ ...WIDE, locale: "en-GB" });
  await page.goto("/signin");
  await page.locator("html[lang=en]").waitFor();
  await page.getByRole("button", { name: "简体中文" }).click();
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
});

it("says what was wrong and lets one try again at once", async () => {
  const { page } = await openDesk();
  await page.goto("/signin");
  await fill(page, usernameOf("cashier"), "not the password");
  await page.getByRole("alert").getByText("用户名或密码不对").waitFor();
  expect(await page.getByLabel("密码").inputValue()).toBe("");
  await page.getByLabel("密码").fill(passwordOf("cashier"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "事项", exact: true, level: 1 }).waitFor();
});

it("tells how long a locked name has to wait", async () => {
  const { page } = await openDesk();
  await page.goto("/signin");
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await fill(page, "nobody-by-this-name", `guess number ${attempt}`);
    const alert = page.getByRole("alert").filter({ hasText: /用户名|秒/ });
    await alert.waitFor();
    if (/秒/.test(await alert.innerText())) break;
    await page
      .getByRole("button", { name: "登录" })
      .and(page.locator(":not([aria-busy])"))
      .waitFor();
  }
  const text = await page.getByRole("alert").filter({ hasText: "秒后再试" }).innerText();
  expect(text).toMatch(/[1-9]\d* (分|秒)/);
});

it("leaves nothing behind when one signs out", async () => {
  const { page } = await openDesk();
  await page.goto("/cases");
  await fill(page, usernameOf("supervisor"), passwordOf("supervisor"));
  await page.getByRole("grid").waitFor();
  await page.getByRole("button", { name: /账户/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await page.goto("/cases");
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  expect(await page.getByRole("grid").count()).toBe(0);
});

it("does not follow an address of another site", async () => {
  const { page } = await openDesk(WIDE);
  await page.goto("/signin?next=//elsewhere.example/");
  await fill(page, usernameOf("manager"), passwordOf("manager"));
  await page.waitForURL((url) => url.pathname !== "/signin");
  expect(new URL(page.url()).origin).toBe(inject("url"));
});
