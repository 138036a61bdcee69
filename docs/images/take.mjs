// Takes the pictures of the README from a running demo:
//   node docs/images/take.mjs http://127.0.0.1:8000 var/personas.json
// SHOUWEN_CHROMIUM names the browser (default /usr/bin/chromium).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const here = new URL(".", import.meta.url);
const { chromium } = createRequire(new URL("../../frontend/package.json", here))("playwright-core");
const [, , url, personas] = process.argv;
const { username, password } = JSON.parse(readFileSync(personas, "utf8")).duty_butler;

const browser = await chromium.launch({
  executablePath: process.env.SHOUWEN_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
});
const context = await browser.newContext({
  baseURL: url,
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
  viewport: { width: 1280, height: 800 },
  reducedMotion: "reduce",
});
await context.request.post("/api/v1/sessions", { data: { username, password }, headers: { Origin: url } });
const page = await context.newPage();
await page.goto("/cases");
await page.getByRole("grid").locator("tbody tr").first().waitFor();
await page.waitForTimeout(500);
await page.screenshot({ path: new URL("cases.png", here).pathname });
await page.getByText("电梯运行时有异响").click();
await page.getByRole("heading", { name: "电梯运行时有异响", level: 1 }).waitFor();
await page.waitForTimeout(800);
await page.screenshot({ path: new URL("case.png", here).pathname });
await browser.close();
