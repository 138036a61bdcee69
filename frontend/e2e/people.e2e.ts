import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { as } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

const mark = () => crypto.randomUUID().slice(0, 6);
// A range that no network gives out, and no two tries share a number.
const aPhone = () => `1991${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;

async function home(): Promise<string> {
  const community_id = await here();
  const butler = await as("duty_butler");
  const vacant = await butler.get(
    `/units?occupied=false&kind=residential&limit=1&community_id=${community_id}`,
  );
  const [unit] = vacant.data as { id: string }[];
  return unit?.id ?? "";
}

async function here(): Promise<string> {
  const manager = await as("manager");
  const found = await manager.get("/communities");
  const [community] = found.data as { id: string }[];
  return community?.id ?? "";
}

async function pick(page: Page, label: string, text: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill(text);
  await dialog.locator(".ant-select-item-option", { hasText: text }).first().click();
}

it("writes a resident down, asks about a known phone, and finds them by what people say", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const [name, phone] = [`单雄信${mark()}`, aPhone()];
  await enter(desk, "duty_butler", "/residents");
  await page.getByRole("button", { name: "登记住户" }).click();
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("电话", { exact: true }).fill(phone);
  await dialog.getByLabel("前台提示").fill("听力不便");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByRole("status").getByText("已保存").waitFor();

  await page.getByLabel("姓名、房号、电话或电话后四位").fill(phone);
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByText("听力不便").waitFor();
  await page.getByRole("button", { name: /^查看完整号码/ }).click();
  await page.getByRole("button", { name: "回电" }).click();
  await page.getByRole("link", { name: phone }).waitFor();

  await page.getByRole("link", { name: "住户", exact: true }).first().click();
  await page.getByRole("button", { name: "登记住户" }).click();
  await dialog.getByLabel("姓名").fill(`同号${mark()}`);
  await dialog.getByLabel("电话", { exact: true }).fill(phone);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.locator(".ant-form-item-explain-error").getByText(name).waitFor();
  await dialog.getByLabel("此电话确为与他人共用").check();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
});

it("moves a household in, adds to it, and moves it out", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const butler = await as("duty_butler");
  const name = `迁入人${mark()}`;
  await butler.post("/residents", { community_id: await here(), name });
  await enter(desk, "duty_butler", `/units/${await home()}`);
  const people = page.getByRole("region", { name: "住户" });
  await people.getByText("目前无人居住").waitFor();
  await people.getByRole("button", { name: "办理迁入" }).click();
  await pick(page, "住户", name);
  await dialog.getByRole("button", { name: "办理迁入" }).click();
  await people.getByRole("link", { name }).waitFor();
  await people.getByText("业主自住").waitFor();

  await people.getByRole("button", { name: "修改居住性质" }).click();
  await dialog.getByLabel("居住性质").click();
  await dialog.locator(".ant-select-item-option", { hasText: "租住" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  await people.getByText("租住").waitFor();

  await people.getByRole("button", { name: "登记新成员" }).click();
  await dialog.getByLabel("姓名").fill(`家属${name}`);
  await dialog.getByLabel("紧急联系人").check();
  await dialog.getByRole("button", { name: "保存" }).click();
  await people.getByRole("link", { name: `家属${name}` }).waitFor();
  await people.getByText("紧急联系人").waitFor();

  await people.getByRole("button", { name: `移出本户 家属${name}` }).click();
  await dialog.getByRole("button", { name: "移出本户" }).click();
  await people.getByRole("link", { name: `家属${name}` }).waitFor({ state: "detached" });

  await people.getByRole("button", { name: "办理迁出" }).click();
  await dialog.getByRole("button", { name: "办理迁出" }).click();
  await people.getByText("目前无人居住").waitFor();
});

it("finds a unit in the list of its building, and calls and uses it otherwise", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const manager = await as("manager");
  const unit = (await manager.get(`/units/${await home()}`)) as unknown as {
    label: string;
    building: { name: string };
    zone: { id: string };
  };
  await enter(desk, "manager", `/zones/${unit.zone.id}`);
  await page.getByRole("button", { name: `房屋 ${unit.building.name}`, exact: true }).click();
  await page.getByRole("link", { name: unit.label, exact: true }).click();
  await page.getByRole("button", { name: "修改房屋" }).click();
  const called = `${unit.label}-${mark()}`;
  await dialog.getByLabel("完整房号").fill(called);
  await dialog.getByLabel("用途").click();
  await dialog.locator(".ant-select-item-option", { hasText: "办公" }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: called, level: 1 }).waitFor();
  const { data } = await manager.get(`/units?q=${called}`);
  expect(data).toMatchObject([{ label: called, kind: "office" }]);
});

it("merges a duplicate, and takes it back from the news of it", async () => {
  const desk = await openDesk();
  const { page } = desk;
  const dialog = page.getByRole("dialog");
  const manager = await as("manager");
  const community_id = await here();
  const [kept, twin] = [`张合${mark()}`, `章合${mark()}`];
  await manager.post("/residents", { community_id, name: kept });
  const made = await manager.post("/residents", { community_id, name: twin, phone: aPhone() });
  await enter(desk, "manager", `/residents/${made.id}`);
  await page.getByRole("button", { name: "合并重复档案" }).click();
  await pick(page, "并入", kept);
  await dialog.getByRole("button", { name: "合并" }).click();
  await page.getByText("本档案已并入").waitFor();
  await page.getByRole("link", { name: kept }).waitFor();
  await page.getByRole("status").getByRole("button", { name: "撤销合并" }).click();
  await page.getByText("本档案已并入").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "合并重复档案" }).waitFor();
  const after = await manager.get(`/residents/${made.id}`);
  expect([after.state, after.merged_into]).toEqual(["known", null]);
});
