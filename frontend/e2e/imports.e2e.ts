import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const mark = () => crypto.randomUUID().slice(0, 6);

it("checks a spreadsheet row by row, imports the good rows, and skips them the next time", async () => {
  const { page, ...desk } = await openDesk();
  const butler = await as("duty_butler");
  const vacant = await butler.get("/units?occupied=false&kind=residential&limit=1");
  const [unit] = vacant.data as { label: string }[];
  const name = `韩梅${mark()}`;
  const text = `姓名,房屋编号,关系,电话\n${name},${unit?.label},业主,\n李雷,没有这房,业主,\n李雷,${unit?.label},朋友,12\n`;
  const file = { name: "住户.csv", mimeType: "text/csv", buffer: Buffer.from(text) };

  await enter({ page, ...desk }, "manager", "/imports");
  const told = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载模板" }).click();
  expect((await told).suggestedFilename()).toBe("residents-template.xlsx");

  await page.getByLabel("选择 Excel 或 CSV 文件").setInputFiles(file);
  await page.getByRole("heading", { name: "检查：住户" }).waitFor();
  await page.getByText("已处理 3 / 3 行").waitFor();
  const faults = page.getByRole("table", { name: "问题列表" });
  await faults.getByText("没有此房屋，或不在您的管辖范围内").waitFor();
  const rows = await faults.locator("tbody tr").allInnerTexts();
  expect(rows.map((row) => row.split("\t").slice(0, 2).join(" "))).toEqual([
    "第 3 行 房屋编号",
    "第 4 行 电话",
    "第 4 行 关系",
  ]);
  expect(rows.join()).not.toContain("朋友、");
  await page.getByRole("button", { name: "导入 1 行" }).click();
  await page.getByRole("heading", { name: "导入：住户" }).waitFor();
  await page.getByText("已处理 3 / 3 行").waitFor();
  const found = await butler.get(`/residents?q=${encodeURIComponent(name)}`);
  expect(found.data).toHaveLength(1);

  await page.getByRole("link", { name: "换一个文件" }).click();
  await page.getByLabel("选择 Excel 或 CSV 文件").setInputFiles(file);
  await page.getByText("没有可以导入的行。").waitFor();
});
