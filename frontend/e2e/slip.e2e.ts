import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { type Desk, enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const slip = ({ page }: Desk) => page.getByRole("region", { name: "投诉处理单" });

async function say(
  desk: Desk,
  verb: string,
  fill: (dialog: ReturnType<typeof slip>) => Promise<void>,
) {
  await slip(desk).getByRole("button", { name: verb, exact: true }).click();
  const dialog = desk.page.getByRole("dialog", { name: verb });
  await fill(dialog);
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

it("leads a complaint slip from the report to the amount that somebody else approves", async () => {
  const made = await hear(await as("duty_butler"), "处理单：楼道堆物", {
    kind: "complaint",
    complaint: { class: "property" },
  });
  const path = `/cases/${made.id}`;
  const lift = { kind: "supplier", company: "某保洁公司", name: "李工" };
  await (await as("manager")).post("/outside-parties", {
    community_id: made.community_id,
    ...lift,
  });
  const [butler, supervisor] = [await openDesk(), await openDesk()];
  await enter(butler, "duty_butler", path);
  await slip(butler).getByRole("button", { name: "开具处理单" }).click();
  await say(butler, "调查报告", (dialog) => dialog.getByLabel("内容").fill("现场查看属实"));
  await say(butler, "协商结果", (dialog) => dialog.getByLabel("内容").fill("住户同意减免"));
  await say(butler, "综合意见", async (dialog) => {
    await dialog.getByLabel("综合意见").fill("减免一个月服务费");
    await dialog.getByRole("combobox").click();
    await butler.page.locator(".ant-select-item-option").first().click();
    await dialog.getByLabel("综合意见").click();
  });

  await enter(supervisor, "supervisor", path);
  await say(supervisor, "会签", async (dialog) => {
    await dialog.getByRole("combobox").click();
    await supervisor.page.locator(".ant-select-item-option").first().click();
  });
  await say(supervisor, "裁决", async (dialog) => {
    await dialog.getByLabel("共同责任单位").click();
    await supervisor.page.getByTitle("某保洁公司 李工").click();
    await dialog.getByLabel("损失（元）").fill("300");
    await dialog.getByLabel("处理措施").fill("减免一个月服务费并清理楼道");
  });
  await slip(supervisor).getByText("损失 ¥300.00").waitFor();
  await slip(supervisor).getByText("会同处理：某保洁公司 李工").waitFor();

  const propose = (yuan: string) =>
    say(butler, "提出金额", async (dialog) => {
      await dialog.getByLabel("金额（元）").fill(yuan);
      await dialog.getByLabel("理由").fill("按月服务费减免");
    });
  await butler.page.reload();
  await propose("1999");
  await supervisor.page.reload();
  await slip(supervisor).getByRole("button", { name: "否决" }).click();
  const no = supervisor.page.getByRole("dialog", { name: "否决金额" });
  await no.getByRole("button", { name: "否决金额" }).click();
  await no.getByText("请填写理由").waitFor();
  await no.getByLabel("拒绝的理由").fill("超过一个月服务费");
  await no.getByRole("button", { name: "否决金额" }).click();
  await no.waitFor({ state: "detached" });

  await butler.page.reload();
  await slip(butler).getByText("否决理由：超过一个月服务费").waitFor();
  await propose("199.9");
  await slip(butler).getByText("¥199.90").waitFor();
  expect(await slip(butler).getByRole("button", { name: "批准" }).count()).toBe(0);

  await supervisor.page.reload();
  await slip(supervisor).getByRole("button", { name: "批准" }).click();
  await slip(supervisor).getByText("已批准").waitFor();

  const manager = await openDesk();
  await enter(manager, "manager", path);
  await slip(manager).getByRole("button", { name: "分发岗位" }).click();
  const posts = manager.page.getByRole("dialog", { name: "分发岗位" });
  for (const copy of ["品质", "生产", "业务", "财务", "总经理办公室"]) {
    await posts.getByLabel(copy, { exact: true }).click();
    await manager.page
      .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
      .first()
      .click();
  }
  await posts.getByRole("button", { name: "保存" }).click();
  await posts.waitFor({ state: "detached" });
  await slip(manager).getByRole("button", { name: "结单分发" }).click();
  await slip(manager).getByText("已结单").waitFor();
  expect(await slip(manager).getByText("未阅").count()).toBe(5);
});

it("has a work order with a code, material and signature lines", async () => {
  const made = await hear(await as("duty_butler"), "工作单：水管漏水");
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByRole("link", { name: "工作单" }).click();
  await page.getByRole("heading", { name: "维修工作单" }).waitFor();
  await page.getByRole("img", { name: "事项编号二维码" }).waitFor();
  await page.getByRole("button", { name: "登记用料" }).click();
  const dialog = page.getByRole("dialog", { name: "登记用料" });
  await dialog.getByLabel("名称").fill("下水软管");
  await dialog.getByLabel("单价（元）").fill("25.5");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByRole("cell", { name: "下水软管" }).waitFor();
  await page.getByText("¥25.50").waitFor();
  await page.getByLabel("穿鞋套").click();
  await page.reload();
  await page.getByRole("checkbox", { name: "穿鞋套", checked: true }).waitFor();
});

it("asks what became of a fee on the job, and who received it", async () => {
  const made = await hear(await as("duty_butler"), "收费：更换水龙头");
  const path = `/cases/${made.id}/work-order`;
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", path);
  await page.getByRole("button", { name: "登记用料" }).click();
  const used = page.getByRole("dialog", { name: "登记用料" });
  await used.getByLabel("名称").fill("水龙头");
  await used.getByLabel("单价（元）").fill("68");
  await used.getByText("住户").click();
  await used.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "登记收费" }).click();
  const said = page.getByRole("dialog", { name: "登记收费" });
  expect(await said.getByLabel("实收（元）").inputValue()).toBe("68.00");
  await said.getByLabel("实收（元）").fill("50");
  await said.getByRole("button", { name: "保存" }).click();
  await said.getByText("未收或少收，请写明原因").first().waitFor();
  await said.getByLabel("未收或少收的原因").fill("住户现金不足");
  await said.getByRole("button", { name: "保存" }).click();
  await page.getByText("待上交").waitFor();
  await page.getByText("¥18.00").waitFor();
  expect(await page.getByRole("button", { name: "确认上交" }).count()).toBe(0);

  const chief = await openDesk();
  await enter(chief, "supervisor", path);
  await chief.page.getByRole("button", { name: "确认上交" }).click();
  await chief.page.getByText("已上交").waitFor();
});

it("judges a warranty defect at the home", async () => {
  const made = await hear(await as("duty_butler"), "保修：墙面空鼓", { kind: "warranty" });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}/work-order`);
  await page.getByRole("button", { name: "上门判定" }).click();
  const dialog = page.getByRole("dialog", { name: "上门判定" });
  await dialog.getByText("大修").click();
  await dialog.getByLabel("理由").fill("现场敲击，空鼓约两平方米");
  await dialog.getByRole("button", { name: "上门判定" }).click();
  await page.getByText(/属实，由开发商维修 · 大修/).waitFor();
});

it("finds buck-passing against somebody of the chain, and counts it on the board", async () => {
  const made = await hear(await as("duty_butler"), "推诿：电梯异响");
  const chief = await openDesk();
  const { page } = chief;
  await enter(chief, "supervisor", `/cases/${made.id}`);
  const panel = page.getByRole("region", { name: "推诿认定" });
  await panel.getByText("没有推诿认定").waitFor();
  await panel.getByRole("button", { name: "认定推诿" }).click();
  const dialog = page.getByRole("dialog", { name: "认定推诿" });
  await dialog.getByRole("combobox").click();
  await page.locator(".ant-select-item-option").first().click();
  await dialog.getByText("教育").click();
  await dialog.getByLabel("情况").fill("两次以不归本岗为由退回");
  await dialog.getByRole("button", { name: "认定推诿" }).click();
  await panel.getByText("两次以不归本岗为由退回").waitFor();

  await page.goto(new URL("/board", page.url()).href);
  const board = page.getByRole("table", { name: "推诿与拒接（按人）" });
  await board.getByRole("link", { name: String(made.number) }).waitFor();
  await board.getByText("教育 1").waitFor();

  const desk = await openDesk();
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await desk.page.getByRole("heading", { name: "责任链" }).waitFor();
  expect(await desk.page.getByRole("region", { name: "推诿认定" }).count()).toBe(0);
});
