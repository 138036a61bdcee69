import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, PHONE, useBrowser } from "./desk.ts";

useBrowser();

type Json = Record<string, unknown>;
const dataOf = (answer: Json) => answer.data as Json[];

interface Waiting {
  id: string;
  number: string;
  title: string;
  caseId: string;
}

/** A drawn complaint of the demo, given to the supervisor. Each journey has its own: they share a server. */
async function toCall(title: string): Promise<Waiting> {
  const manager = await as("manager");
  const drawn = dataOf(await manager.get("/callbacks?kind=complaint&limit=100"));
  const one = drawn.find((row) => (row.case as Json).title === title);
  if (!one) throw new Error(`the demo has drawn no ${title}`);
  const { staff_id } = await (await as("supervisor")).get("/me");
  await manager.post(`/callbacks/${one.id}/assign`, { caller_id: staff_id });
  const { id, number, case: matter } = one as unknown as Waiting & { case: { id: string } };
  return { id, number, title, caseId: matter.id };
}

const choose = (page: Page, question: string, answer: string) =>
  page.getByRole("radiogroup", { name: question }).getByText(answer, { exact: true }).click();

it("calls back from the queue: the number, the outcome by a key, what was said, and a review", async () => {
  const one = await toCall("地库照明太暗看不清车位");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "supervisor", "/callbacks?mine=true");
  const row = page.getByRole("row").filter({ hasText: one.number });
  expect(await row.getByRole("timer").innerText()).toMatch(/还剩/);
  await row.getByRole("link", { name: one.number }).click();
  await page.getByRole("heading", { name: one.title, level: 1 }).waitFor();
  await page.getByText(/想用两分钟听听您的意见/).waitFor();

  // Before anything is recorded there is nothing to review, and it says so.
  await page.getByText("现在不能做的").click();
  await page.getByRole("term").filter({ hasText: "审核" }).waitFor();

  await page.getByRole("button", { name: "查看电话" }).click();
  await page.getByRole("link", { name: /^1\d{10}$/ }).waitFor();
  await page.getByText("已记下您查看过这个号码。").waitFor();

  await page.keyboard.press("2");
  await page.getByText(/林淑贞 无人接听/).waitFor();
  await page.keyboard.press("1");
  await page.getByText(/林淑贞 已接通/).waitFor();

  // Somebody is there: the first question waits for a key.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("[data-field]")?.innerHTML))
    .toContain("服务质量");
  // A digit answers and goes on to the next question.
  for (const digit of "1121") await page.keyboard.press(digit);
  await choose(page, "回访形式", "电话");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("请选择", { exact: true }).waitFor(); // whether anything was charged
  await choose(page, "有没有违规收费", "没有");
  await page.getByRole("textbox", { name: "意见建议" }).fill("上门前请先打电话");
  await page.keyboard.press("Control+Enter");
  await page.getByText("回访结果已保存").waitFor();
  const record = page.getByRole("article", { name: "第 1 份" });
  await record.getByText("待审核").waitFor();
  expect(await record.getByText("一般", { exact: true }).count()).toBe(1);

  // What was suggested is a matter of its own by one click, tied to the one called about.
  await record.getByRole("button", { name: "转为建议" }).click();
  await record.getByRole("link", { name: "查看建议事项" }).click();
  await page.getByRole("heading", { name: "上门前请先打电话" }).waitFor();

  const review = await openDesk();
  await enter(review, "manager", `/callbacks/${one.id}`);
  await review.page.getByRole("button", { name: "审核", exact: true }).click();
  const dialog = review.page.getByRole("dialog", { name: /^审核/ });
  await dialog.getByRole("textbox").fill("情况属实");
  await dialog.getByRole("button", { name: "审核", exact: true }).click();
  await review.page.getByText("审核通过", { exact: true }).waitFor();

  // The case tells that it was drawn, and its history what came of it.
  await review.page.goto(`/cases/${one.caseId}`);
  const line = review.page.getByRole("region", { name: "回访", exact: true });
  await line.getByRole("link", { name: one.number }).first().waitFor(); // its visit may be drawn as well
  const history = review.page.getByRole("region", { name: "经过" });
  for (const told of ["列入回访抽签", "抽中回访", "查看回访电话", "填写回访结果", "审核回访"])
    await history.getByText(told).first().waitFor();
});

it("takes a signature on glass, and raises a complaint when somebody is dissatisfied", async () => {
  const one = await toCall("门禁刷卡时常没有反应");
  const desk = await openDesk(PHONE);
  const { page } = desk;
  await enter(desk, "supervisor", `/callbacks/${one.id}`);
  await page.getByRole("button", { name: /^已接通/ }).click();
  await choose(page, "回访形式", "上门");
  await choose(page, "服务质量", "一般");
  await choose(page, "处理效果", "差");
  await choose(page, "满意程度", "差");
  await choose(page, "服务态度", "好");
  await choose(page, "有没有违规收费", "没有");
  await page.getByText(/保存后会自动转为投诉/).waitFor();
  await page.getByRole("textbox", { name: "不足之处" }).fill("灯还是暗");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("上门回访要有住户签名").waitFor();

  const pad = page.getByRole("img", { name: "签名框" });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("no box to sign in");
  await page.mouse.move(box.x + 40, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 80, { steps: 8 });
  await page.mouse.up();
  await page.getByText("已签名").waitFor();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("回访结果已保存").waitFor();
  await page.getByRole("img", { name: "住户签名" }).waitFor();
  const drawn = await page
    .getByRole("img", { name: "住户签名" })
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
  expect(drawn).toBeGreaterThan(0);

  await page.getByRole("link", { name: "打开投诉" }).click();
  await page.waitForURL(/\/cases\//);
  await page.getByRole("heading", { level: 1 }).waitFor();
});

it("draws a settled month again in the browser, and sees when something was changed", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/callbacks");
  await page.getByRole("link", { name: "抽签与核验" }).click();
  const settled = page.getByRole("row").filter({ hasText: "已结签" }).filter({ hasText: "维修" });
  await settled.getByRole("link").first().click();
  await page.getByRole("button", { name: "在这里核验" }).click();
  await page.getByText(/^核验通过/).waitFor();
  expect(await page.getByText("重算的指纹与公布的一致").count()).toBeGreaterThan(0);

  // Somebody on the way changes a rate: the same page says that it is not what was published.
  await page.route("**/callback-draws/*/rows*", async (route) => {
    const answer = await route.fetch();
    const json = (await answer.json()) as { data: { rate_bp: number }[] };
    for (const row of json.data.slice(0, 1)) row.rate_bp -= 1;
    await route.fulfill({ response: answer, json });
  });
  await page.reload();
  await page.getByRole("button", { name: "在这里核验" }).click();
  await page.getByText(/^核验不通过/).waitFor();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

it("does not offer a proof before a draw is settled", async () => {
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", "/callbacks/draws");
  await page
    .getByRole("row")
    .filter({ hasText: "进行中" })
    .first()
    .getByRole("link")
    .first()
    .click();
  await page.getByText("结签后公布种子，才能核验。").waitFor();
  expect(await page.getByRole("button", { name: "在这里核验" }).count()).toBe(0);
});

it("prints the numbered form", async () => {
  const waiting = dataOf(await (await as("manager")).get("/callbacks?state=reviewed"));
  const number = String(waiting[0]?.number);
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "manager", `/callbacks/${waiting[0]?.id}`);
  const [paper] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "打印回访单" }).click(),
  ]);
  await paper.getByRole("heading", { name: "服务回访单" }).waitFor();
  await paper.getByText(number).first().waitFor();
  expect(await paper.getByRole("rowheader", { name: "满意程度" }).isVisible()).toBe(true);
  const pdf = await paper.request.get(`${paper.url()}?format=pdf`);
  expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);
});
