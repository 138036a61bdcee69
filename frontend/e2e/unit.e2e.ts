import { expect, it } from "vitest";
import { as, hear } from "./api.ts";
import { enter, openDesk, useBrowser } from "./desk.ts";

useBrowser();

it("opens a home from a case: who lives there, what is open, and a number for a reason", async () => {
  const butler = await as("duty_butler");
  const homes = (await butler.get("/units?q=3-1-1201")) as { data: { id: string }[] };
  const unit_id = homes.data[0]?.id;
  const title = "住户页：阳台门锁坏了";
  const contact = {
    channel: "phone",
    person: { name: "住户" },
    places: [{ role: "affected", unit_id }],
  };
  const made = await hear(butler, title, { contact });
  const desk = await openDesk();
  const { page } = desk;
  await enter(desk, "duty_butler", `/cases/${made.id}`);
  await page.getByRole("link", { name: "3-1-1201" }).click();

  await page.getByRole("heading", { name: "3-1-1201", level: 1 }).waitFor();
  const open = page.getByRole("region", { name: /^在办 \d+ 件$/ });
  await open.getByText(title).first().waitFor();
  await page.getByRole("region", { name: "承诺" }).getByText("维修到场").first().waitFor();

  const people = page.getByRole("region", { name: "住户" });
  await people
    .getByText(/^1\d\d\*{4}\d{4}$/)
    .first()
    .waitFor();
  await people
    .getByRole("button", { name: /^查看完整号码/ })
    .first()
    .click();
  await people.getByRole("button", { name: "回电" }).click();
  const whole = people.getByRole("link", { name: /^1\d{10}$/ });
  await whole.waitFor();
  expect(await whole.getAttribute("href")).toMatch(/^tel:1\d{10}$/);
});

it("is not found when it does not exist", async () => {
  const desk = await openDesk();
  await enter(desk, "duty_butler", "/units/01900000-0000-7000-8000-000000000000");
  await desk.page.getByRole("heading", { name: "没有找到", level: 1 }).waitFor();
});
