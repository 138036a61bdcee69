import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, PHONE, useBrowser } from "./desk.ts";

useBrowser();

type Json = Record<string, unknown>;
const dataOf = (answer: Json) => answer.data as Json[];
const mark = () => crypto.randomUUID().slice(0, 8);

it("takes a deposit at the desk, gives it back by two people, and the books agree", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const reference = `E${mark()}`;
  await enter(desk, "cashier", "/ledger");
  await page.getByRole("definition").filter({ hasText: "钱慧敏" }).waitFor();

  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "收款" });
  await form.getByRole("combobox", { name: "房号" }).fill("6-1-101");
  await page.locator(".ant-select-item-option", { hasText: "6-1-101" }).first().click();
  await form.getByText("银行转账", { exact: true }).click();
  await form.getByRole("textbox", { name: "金额（元）" }).fill("0");
  await page.keyboard.press("Control+Enter");
  await form.getByText("请输入大于零、最多两位小数的金额").waitFor();
  await form.getByRole("textbox", { name: "金额（元）" }).fill("1234.50");
  await page.keyboard.press("Control+Enter");
  await form.getByText("银行转账须填写银行流水号").first().waitFor();
  await form.getByRole("textbox", { name: "银行流水号" }).fill(reference);
  await page.keyboard.press("Control+Enter");
  await page.getByText("已收款并开具收据").waitFor();
  const row = page
    .getByRole("table", { name: "单据" })
    .getByRole("row")
    .filter({ hasText: "¥1234.50" });
  await row.first().waitFor();

  const cashier = await as("cashier");
  const [receipt] = dataOf(await cashier.get(`/ledger/documents?q=${reference}`));
  const household = String((receipt?.household as Json | undefined)?.id);
  await page.goto(`/ledger/accounts?household=${household}`);
  await page.getByRole("button", { name: "申请退款" }).click();
  const refund = page.getByRole("dialog", { name: "申请退款" });
  await refund.getByRole("textbox", { name: "金额（元）" }).fill("1234.51");
  await refund.getByRole("textbox", { name: "理由" }).fill(`验收合格 ${reference}`);
  await page.keyboard.press("Control+Enter");
  await refund.getByText("账户余额不足，没有发生任何转账").first().waitFor();
  await refund.getByRole("textbox", { name: "金额（元）" }).fill("1234.50");
  await page.keyboard.press("Control+Enter");
  await page.getByText("已提交，等待另一人审批").waitFor();

  const phone = await openDesk(PHONE);
  await enter(phone, "manager", "/ledger/approvals");
  const card = phone.page.getByRole("row").filter({ hasText: reference });
  await card.getByRole("button", { name: "批准" }).click();
  await phone.page.getByRole("dialog").getByRole("button", { name: "批准" }).click();
  await phone.page.getByText("已处理").waitFor();

  await page.goto("/ledger/bank");
  const leaving = page.getByRole("table", { name: "在途退款" });
  const slip = leaving.getByRole("row").filter({ hasText: "¥1234.50" });
  await slip.getByRole("button", { name: "被退回" }).click();
  const back = page.getByRole("dialog", { name: "确认退款被退回" });
  await back.getByText("确认后不能撤回").waitFor();
  await back.getByRole("button", { name: "被退回" }).click();
  await page.getByText("款项已退回押金账户").waitFor();

  await page.goto(`/ledger/accounts?household=${household}`);
  const [paper] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "对账单" }).click(),
  ]);
  expect(paper.suggestedFilename()).toBe("对账单.pdf");
  await page.getByText("期末余额").first().waitFor();
  await page.getByLabel("到").fill("2020-01-01");
  await page.getByText("期末余额").first().waitFor();
  expect(await page.getByRole("region", { name: "装修押金" }).innerText()).toMatch(
    /期末余额\s*¥0\.00/,
  );

  await page.goto("/ledger/books");
  await page.getByRole("button", { name: "立即核对" }).click();
  await page.getByRole("status").filter({ hasText: "账目平衡" }).waitFor();
  expect(await page.getByText(/差额/).innerText()).toContain("¥0.00");
});
