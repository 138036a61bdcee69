import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { as, type Caller, hear } from "./api.ts";
import { enter, goOn, openDesk, PHONE, quiet, returnToDesk, useBrowser, WIDE } from "./desk.ts";

useBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Pictures for people to look at; a run that only checks takes none.
const SHOTS = process.env.SHOUWEN_E2E_SHOTS;
const EVERYTHING = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
};

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    (options) =>
      (
        window as unknown as {
          axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> };
        }
      ).axe.run(document, { ...options, resultTypes: ["violations"] }),
    EVERYTHING,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

it("would see what is wrong", async () => {
  const { page } = await openDesk();
  await page.goto("/signin");
  await settle(page);
  await page.evaluate(() => {
    const pale = document.createElement("p");
    pale.textContent = "灰得看不清";
    pale.setAttribute("role", "nonsense");
    pale.style.color = "#ccc";
    document.querySelector("main")?.append(pale);
  });
  const found = (await violations(page)).join();
  expect(found).toContain("color-contrast");
  expect(found).toContain("aria-roles");
});

interface Home {
  building: { id: string };
}

/** A call for help under way, a case that walks stages, a suggestion with its verdict, an inquiry on the ladder. */
async function prepareHelp(butler: Caller, communityId: string, unit: { id: string } | undefined) {
  const manager = await as("manager");
  const call = await hear(butler, "看一看：老人在家晕倒", {
    kind: "help",
    category: "medical",
    severity: "urgent",
    contact: {
      channel: "phone",
      words: "我妈晕倒了，叫不醒",
      person: { name: "周先生", phone: "19900004444" },
      places: [{ unit_id: unit?.id }],
    },
  });
  helpPath = `/cases/${call.id}`;
  await butler.post(`${helpPath}/help/steps`, { step: "nearest_sent" });
  await butler.post(`${helpPath}/help/steps`, { step: "on_the_spot", text: "意识清醒，已平卧" });
  await butler.post(`${helpPath}/plans`, { plan: "first_aid" });
  await butler.post(`${helpPath}/plans/first_aid/ticks`, { no: 1 });
  await butler.post(`${helpPath}/cordons`, { place: "2 号楼大堂", sign: "抢救通道，请勿停留" });
  const types = (await manager.post(`/communities/${communityId}/case-types/adopt`, {
    pack: "showroom",
  })) as { data: { id: string; key: string }[] };
  const packing = types.data.find((one) => one.key === "packing");
  const typed = await hear(butler, "看一看：样品装箱", { kind: "service", type_id: packing?.id });
  typedPath = `/cases/${typed.id}`;
  await butler.post(`${typedPath}/course/ticks`, { item: "counted" });
  const suggestion = await hear(butler, "看一看：东门增设座椅", { kind: "suggestion" });
  suggestionPath = `/cases/${suggestion.id}`;
  await manager.post(`${suggestionPath}/suggestion/decide`, { adopted: true, reason: "费用不高" });
  await manager.post(`${suggestionPath}/suggestion/publish`, { words: "东门将增设座椅，下月安装" });
  const inquiry = await hear(butler, "看一看：门禁打不开", { kind: "inquiry" });
  ladderPath = `/cases/${inquiry.id}`;
  await butler.post(`${ladderPath}/ladder`, {
    rung: "hotline",
    solved: false,
    reason: "电话指导重新登录后仍打不开",
  });
}

/** A complaint whose slip has come as far as an amount that waits for somebody else. */
async function withSlip(communityId: string): Promise<string> {
  const [butler, manager] = [await as("duty_butler"), await as("manager")];
  const complaint = await hear(butler, "看一看：楼道长期堆物，多次反映", {
    kind: "complaint",
    complaint: { class: "property" },
  });
  const path = `/cases/${complaint.id}`;
  const departments = (await butler.get(`/departments?community_id=${communityId}`)) as {
    data: { id: string }[];
  };
  const asked = departments.data.slice(0, 2).map(({ id }) => id);
  await butler.post(`${path}/slips`, {});
  await butler.post(`${path}/slip/report`, { text: "现场查看属实，六层楼道堆放纸箱与自行车" });
  await butler.post(`${path}/slip/negotiate`, { text: "住户要求三日内清理，并减免一个月服务费" });
  await butler.post(`${path}/slip/advise`, { text: "清理并减免", department_ids: asked });
  for (const department_id of asked) {
    await manager.post(`${path}/slip/countersign`, { department_id, agrees: true });
  }
  await manager.post(`${path}/slip/decide`, {
    responsibility: "ours",
    loss_fen: 30_000,
    remedy: "当日清理，列入每周巡查",
  });
  await butler.post(`${path}/slip/propose-amount`, {
    kind: "discount",
    amount_fen: 19_990,
    reason: "减免一个月服务费",
  });
  return path;
}

/** A defect that is out with the developer, and a repair of what was repaired before. */
async function withDefect(): Promise<void> {
  const butler = await as("duty_butler");
  const parties = (await butler.get("/outside-parties")) as { data: { id: string }[] };
  const made = await hear(butler, "看一看：阳台外墙渗水", { kind: "warranty" });
  defectPath = `/cases/${made.id}`;
  await butler.post(`${defectPath}/judge-warranty`, {
    valid: true,
    size: "large",
    reason: "上门查看，外墙防水层开裂",
  });
  await butler.post(`${defectPath}/defect/dispatch`, {
    party_id: parties.data[0]?.id,
    text: "已发维修联系单，约定三日内上门",
  });
  await butler.post(`${defectPath}/defect/track`, { text: "已搭设吊篮，预计一周内完成" });
  const units = (await butler.get("/units?q=3-1-1201")) as { data: { id: string }[] };
  const contact = {
    channel: "phone",
    person: { name: "王女士" },
    places: [{ unit_id: units.data[0]?.id }],
  };
  const first = await hear(butler, "看一看：书房插座没电", { contact });
  await butler.post(`/cases/${first.id}/finish`, { result: "更换插座" });
  const again = await hear(butler, "看一看：书房插座又没电", { contact });
  reworkPath = `/cases/${again.id}`;
  await vi.waitUntil(async () => (await butler.get(reworkPath)).rework, { timeout: 60_000 });
}

let defectPath = "";
let reworkPath = "";
let casePath = "";
let unitPath = "";
let vacantPath = "";
let zonePath = "";
let residentPath = "";
let incidentPath = "";
let importPath = "";
let complaintPath = "";
let helpPath = "";
let typedPath = "";
let suggestionPath = "";
let ladderPath = "";
let warrantyPath = "";
let postPath = "";
let staffPath = "";
let drawPath = "";
let accountPath = "";
let paperPath = "";
let callbackCase = "";
const renovationPaths = { draft: "", underWay: "", accepted: "", closed: "" };
const callbackPaths = { caller: "", recorded: "" };
beforeAll(async () => {
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  const butler = await as("duty_butler");
  const made = await hear(butler, "看一看：主卧天花板渗水，怀疑楼上防水层破损", {
    severity: "urgent",
    detail: "今早发现，靠窗一侧有水渍，面积约一平方米，雨后加重。",
  });
  casePath = `/cases/${made.id}`;
  await withDefect();
  const homes = (await butler.get("/units?q=3-1-1201")) as { data: { id: string }[] };
  unitPath = `/units/${homes.data[0]?.id}`;
  const zones = (await butler.get("/zones?q=东区")) as {
    data: { id: string; version: number }[];
  };
  const [zone] = zones.data;
  zonePath = `/zones/${zone?.id}`;
  await butler.patch(
    `${zonePath}/facts`,
    {
      facts: [
        { label: "东门岗亭", text: "19900000001，24 小时有人" },
        { label: "水泵房", text: "3 号楼地下一层，钥匙在监控室" },
        { label: "电梯维保", text: "困人先打 19900000002，二十分钟内到" },
      ],
    },
    { "If-Match": `"v${zone?.version}"` },
  );
  const vacant = (await butler.get("/units?occupied=false&kind=residential&limit=1")) as {
    data: { id: string }[];
  };
  vacantPath = `/units/${vacant.data[0]?.id}`;
  const living = (await butler.get("/residents?q=3-1-1201")) as { data: { id: string }[] };
  residentPath = `/residents/${living.data[0]?.id}`;
  await butler.post(`${casePath}/notes`, {
    text: "楼上 1301 昨天也报过卫生间返水",
    audience: "internal",
  });
  await butler.post(`${casePath}/notes`, { text: "师傅下午三点上门查看", audience: "resident" });
  await butler.post(`${casePath}/keep`, {});
  const outage = {
    kind: "incident",
    contact: { channel: "phone", person: { name: "钱女士", phone: "19900007777" } },
    incident: {
      words: "水泵故障停水，工程人员正在抢修，预计十八点恢复",
      expected_end_at: "2030-01-01T18:00:00+08:00",
      places: [{ building_id: (homes.data[0] as unknown as Home).building.id }],
    },
  };
  await hear(butler, "看一看：三栋停水", outage);
  const over = await hear(butler, "看一看：三栋昨夜停水", outage);
  incidentPath = `/cases/${over.id}`;
  await butler.post(`${incidentPath}/finish`, { result: "已恢复供水" });
  warrantyPath = `/cases/${(await hear(butler, "看一看：墙面空鼓", { kind: "warranty" })).id}`;
  complaintPath = await withSlip(String(made.community_id));
  await prepareHelp(butler, String(made.community_id), homes.data[0]);
  await butler.post("/answers", {
    community_id: made.community_id,
    question: "小区到火车站坐几路公交",
    text: "北门乘 12 路，约三十分钟",
    keywords: "交通 高铁",
  });
  await butler.post("/contacts", {
    community_id: made.community_id,
    channel: "phone",
    words: "看一看：问周末是否上班",
    reason: "answered",
    result: "照常值班",
    wants_reply: true,
    person: { name: "赵先生", phone: "19900006666" },
  });
  const manager = await as("manager");
  const sheet = await manager.upload(
    "看一看.csv",
    "房屋编号,姓名,电话,关系,入住日期\n3-1-1201,赵六,12,房东,2026-02-30\n9-9-999,钱七,,业主,\n3-1-1202,孙八,,业主,\n",
  );
  const checked = await manager.post("/imports", {
    community_id: made.community_id,
    type: "residents",
    file_id: sheet.id,
    dry_run: true,
  });
  importPath = `/imports?operation=${checked.id}`;
  const engineer = await as("engineer");
  const { staff_id } = await engineer.get("/me");
  const offered = await hear(butler, "看一看：楼道灯不亮", {});
  await butler.post(`/cases/${offered.id}/offer`, { to_staff_id: staff_id });
  const posts = await engineer.get(`/posts?staff_id=${staff_id}`);
  await manager.put(`/communities/${made.community_id}/standards/patrol.report.every`, {
    value: 6,
    reason: "看一看：每六天一次",
  });
  const drawn = dataOf(await manager.get("/callbacks?kind=complaint&limit=100"));
  const toCall = drawn.find((row) => (row.case as Json).title === "车库道闸抬杆太慢常堵车");
  const recorded = dataOf(await manager.get("/callbacks?state=reviewed&sort=-due_at"));
  const supervisor = String((await (await as("supervisor")).get("/me")).staff_id);
  await manager.post(`/callbacks/${toCall?.id}/assign`, { caller_id: supervisor });
  callbackPaths.caller = `/callbacks/${toCall?.id}`;
  callbackPaths.recorded = `/callbacks/${recorded[0]?.id}`;
  callbackCase = `/cases/${(toCall?.case as Json | undefined)?.id}`;
  const renovations = dataOf(await manager.get("/renovations?limit=100"));
  const standing = (state: string) =>
    `/renovations/${renovations.find((one) => one.state === state)?.id}`;
  renovationPaths.draft = standing("draft");
  renovationPaths.underWay = standing("under_way");
  renovationPaths.accepted = standing("final_accepted");
  renovationPaths.closed = standing("closed");
  const draws = dataOf(await manager.get("/callback-draws?settled=true&kind=repair"));
  drawPath = `/callbacks/draws/${draws[0]?.id}`;
  const [receipt] = dataOf(await manager.get("/ledger/documents?kind=receipt&limit=1"));
  paperPath = `/ledger/documents/${receipt?.id}`;
  accountPath = `/ledger/accounts?household=${(receipt?.household as Json | undefined)?.id}`;
  staffPath = `/organisation/staff/${(await butler.get("/me")).staff_id}`;
  postPath = `/organisation/posts/${(posts.data as { id: string }[])[0]?.id}`;
});

type Json = Record<string, unknown>;
const dataOf = (answer: Json) => answer.data as Json[];

const more = (page: Page) => page.getByRole("button", { name: /^(更多操作|More actions)$/ });

/** Presses an action of the case: a button, or on a phone maybe an entry of the menu of the rest. */
async function act(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole("group").getByRole("button", { name });
  await more(page).or(button).first().waitFor();
  if (await button.isVisible()) return button.click();
  await more(page).click();
  await page.getByRole("menuitem", { name }).click();
}

/** Presses a button and waits for the dialog, which is loaded when it is first asked for. */
async function dialogOf(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  await page.getByRole("dialog").waitFor();
}

interface Screen {
  name: string;
  path: () => string;
  persona?: string;
  /** What to press before looking. */
  act?: (page: Page) => Promise<void>;
}

const SCREENS: Screen[] = [
  { name: "signin", path: () => "/signin" },
  { name: "setup", path: () => "/setup#token=su_look" },
  { name: "welcome", path: () => "/welcome#token=si_look" },
  { name: "queue", path: () => "/cases?sort=due", persona: "duty_butler" },
  { name: "queue-empty", path: () => "/cases?q=没有这样的事", persona: "duty_butler" },
  {
    name: "queue-peek",
    path: () => "/cases?sort=due",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("tr[data-row]").first().focus();
      await page.keyboard.press(" ");
      await page.locator("aside h2").nth(2).waitFor();
    },
  },
  {
    name: "queue-filter",
    path: () => "/cases",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("button[aria-haspopup=dialog]").first().click();
    },
  },
  {
    name: "account",
    path: () => "/cases",
    persona: "duty_butler",
    act: async (page) => {
      await page.getByRole("button", { name: /账户|Account/ }).click();
    },
  },
  { name: "record", path: () => "/cases/new", persona: "duty_butler" },
  {
    name: "record-known",
    path: () => "/cases/new",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("#contact_places_0_unit_id").fill("3-1-1201");
      await page.getByTitle("3-1-1201").click();
      const card = page.getByRole("status", { name: /^(房屋|Unit)$/ });
      await card.waitFor();
      await card.evaluate((found) => found.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "record-incident",
    path: () => "/cases/new",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("input[value=incident]").check({ force: true });
      await page.locator("#incident_words").waitFor();
      await page.locator("input[value=hotline]").check({ force: true });
      await page.locator("#contact_external_ref_id").waitFor();
      const hint = page.getByRole("status", { name: /正在发生|Going on/ });
      await hint.evaluate((found) => found.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "record-register",
    path: () => "/cases/new",
    persona: "duty_butler",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(只登记，不立案|Register without a case)$/ })
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "emergencies", path: () => "/emergencies", persona: "manager" },
  {
    name: "emergencies-plan",
    path: () => "/emergencies",
    persona: "manager",
    act: async (page) => {
      await page.locator("summary").first().click();
      await dialogOf(page, /^(修订预案 急救|Edit plan First aid)$/);
    },
  },
  {
    name: "emergencies-drill",
    path: () => "/emergencies",
    persona: "manager",
    act: (page) => dialogOf(page, /^(登记演练|Record a drill)$/),
  },
  { name: "suggestions", path: () => "/suggestions", persona: "manager" },
  { name: "types", path: () => "/case-types", persona: "manager" },
  {
    name: "types-edit",
    path: () => "/case-types",
    persona: "manager",
    act: (page) => dialogOf(page, /^(修订 装箱|Edit Packing)$/),
  },
  { name: "case-help", path: () => helpPath, persona: "duty_butler" },
  {
    name: "case-help-step",
    path: () => helpPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(补记 拨打 120|With details Ambulance called \(120\))$/),
  },
  {
    name: "case-help-cordon",
    path: () => helpPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(设置警戒|Set a cordon)$/),
  },
  { name: "case-stages", path: () => typedPath, persona: "duty_butler" },
  { name: "case-suggestion", path: () => suggestionPath, persona: "manager" },
  {
    name: "case-ladder",
    path: () => ladderPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(登记远程协助|Record: Remote help)$/),
  },
  {
    name: "record-confidential",
    path: () => "/cases/new",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("input[value=inquiry]").check({ force: true });
      await page.locator("#title").fill("请问陈先生住几号房");
      await page.getByText(/^(涉及保密内容|This touches what is confidential)/).waitFor();
    },
  },
  {
    name: "field",
    path: () => "/field",
    persona: "duty_butler",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(办结|Finish)$/ })
        .first()
        .click();
      await page.locator("textarea").first().waitFor();
    },
  },
  { name: "late", path: () => "/late", persona: "manager" },
  { name: "sorting", path: () => "/sorting", persona: "manager" },
  {
    name: "sorting-edit",
    path: () => "/sorting",
    persona: "manager",
    act: (page) => dialogOf(page, /^(修改规则|Change the rules)$/),
  },
  { name: "macros", path: () => "/macros", persona: "manager" },
  {
    name: "macros-add",
    path: () => "/macros",
    persona: "manager",
    act: (page) => dialogOf(page, /^(新增快捷操作|New macro)$/),
  },
  { name: "imports", path: () => "/imports", persona: "manager" },
  { name: "imports-faults", path: () => importPath, persona: "manager" },
  { name: "answers", path: () => "/answers", persona: "duty_butler" },
  { name: "answers-empty", path: () => "/answers?q=没有这样的事", persona: "duty_butler" },
  {
    name: "answers-change",
    path: () => "/answers",
    persona: "duty_butler",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(修改|Change) / })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "record-answer",
    path: () => "/cases/new",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("input[value=inquiry]").check({ force: true });
      await page.locator("#title").fill("去火车站坐几路公交");
      const hint = page.getByRole("status", { name: /^(可以这样答|This may be the answer)$/ });
      await hint.waitFor();
      await hint.evaluate((found) => found.scrollIntoView({ block: "center" }));
    },
  },
  { name: "contacts", path: () => "/contacts", persona: "duty_butler" },
  { name: "contacts-empty", path: () => "/contacts?q=没有这样的事", persona: "duty_butler" },
  {
    name: "contacts-become",
    path: () => "/contacts?without=true",
    persona: "duty_butler",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(转为事项|Make a case of it)/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "incident", path: () => incidentPath, persona: "duty_butler" },
  {
    name: "incident-change",
    path: () => incidentPath,
    persona: "duty_butler",
    act: async (page) => {
      await page.getByRole("button", { name: /^(修改口径|Change the words)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "incident-tell",
    path: () => incidentPath,
    persona: "duty_butler",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(已告知|Told) / })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "unit", path: () => unitPath, persona: "duty_butler" },
  {
    name: "unit-reveal",
    path: () => unitPath,
    persona: "duty_butler",
    act: (page) =>
      page
        .getByRole("button", { name: /^(查看完整号码|Show the whole number)/ })
        .first()
        .click(),
  },
  { name: "residents", path: () => "/residents", persona: "duty_butler" },
  {
    name: "residents-add",
    path: () => "/residents",
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(登记住户|Add a resident)$/),
  },
  { name: "resident", path: () => residentPath, persona: "manager" },
  {
    name: "resident-merge",
    path: () => residentPath,
    persona: "manager",
    act: (page) => dialogOf(page, /^(合并重复档案|Merge a duplicate)$/),
  },
  {
    name: "unit-move-out",
    path: () => unitPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(办理迁出|Move out)$/),
  },
  {
    name: "unit-move-in",
    path: () => vacantPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(办理迁入|Move in)$/),
  },
  {
    name: "unit-kind",
    path: () => unitPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(修改居住性质|Change what they are)$/),
  },
  {
    name: "unit-change",
    path: () => unitPath,
    persona: "manager",
    act: (page) => dialogOf(page, /^(修改房屋|Change the unit)$/),
  },
  { name: "places", path: () => "/places", persona: "manager" },
  {
    name: "places-add",
    path: () => "/places",
    persona: "manager",
    act: (page) => dialogOf(page, /^(新增片区|Add a zone)$/),
  },
  { name: "zone", path: () => zonePath, persona: "manager" },
  {
    name: "zone-units",
    path: () => zonePath,
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(房屋|Units) / })
        .first()
        .click();
      await page.locator("a[href^='/units/']").first().waitFor();
    },
  },
  {
    name: "zone-card",
    path: () => zonePath,
    persona: "manager",
    act: (page) => dialogOf(page, /^(编辑资料|Edit the card)$/),
  },
  { name: "case", path: () => casePath, persona: "duty_butler" },
  {
    name: "case-slip",
    path: () => complaintPath,
    persona: "manager",
    act: (page) => page.getByRole("button", { name: /^(批准|Approve)$/ }).waitFor(),
  },
  {
    name: "case-slip-object",
    path: () => complaintPath,
    persona: "manager",
    act: (page) => dialogOf(page, /^(提出异议|Object)$/),
  },
  {
    name: "case-slip-copies",
    path: () => complaintPath,
    persona: "manager",
    act: (page) => dialogOf(page, /^(分发岗位|Who receives it)$/),
  },
  { name: "work-order", path: () => `${casePath}/work-order`, persona: "duty_butler" },
  {
    name: "work-order-warranty",
    path: () => `${warrantyPath}/work-order`,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(上门判定|Judge at the home)$/),
  },
  {
    name: "work-order-material",
    path: () => `${casePath}/work-order`,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(登记用料|Record material)$/),
  },
  {
    name: "case-in-view",
    path: () => "/cases?sort=due",
    persona: "duty_butler",
    act: async (page) => {
      await page.locator("tr[data-row]").first().focus();
      await page.keyboard.press("Enter");
      await page.getByRole("navigation", { name: /^(当前视图|This view)$/ }).waitFor();
    },
  },
  {
    name: "case-offer",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await act(page, /^(移交|Hand over)$/);
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "case-finish",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await act(page, /^(办结|Finish)$/);
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "case-contact",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await page.getByRole("button", { name: /^(再次来电来访|Another contact)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "case-link",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await page.getByRole("button", { name: /^(添加关联|Add a link)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
      await page.locator("dialog [role=combobox]").click();
      await page.locator(".ant-select-item-option").first().waitFor();
    },
  },
  {
    name: "case-more",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await more(page).click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "case-not-now",
    path: () => casePath,
    persona: "duty_butler",
    act: (page) => page.getByRole("button", { name: /^(暂不能做的|Not possible now)$/ }).click(),
  },
  {
    name: "shortcuts",
    path: () => "/cases",
    persona: "system_admin",
    act: (page) => page.keyboard.press("?"),
  },
  {
    name: "palette",
    path: () => casePath,
    persona: "duty_butler",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("3-1");
      await page
        .getByRole("group", { name: /^(房屋|Units)$/ })
        .getByRole("option")
        .first()
        .waitFor();
    },
  },
  { name: "board", path: () => "/board", persona: "manager" },
  { name: "commitments", path: () => "/commitments?overdue=true", persona: "manager" },
  {
    name: "commitment-why",
    path: () => casePath,
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(为什么|Why): ?|^为什么：/ })
        .first()
        .click();
      await page
        .getByText(/起算|Counted from/)
        .first()
        .waitFor();
    },
  },
  {
    name: "commitment-waive",
    path: () => casePath,
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(撤销承诺|Drop promise) / })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "standards", path: () => "/standards?q=FR-", persona: "manager" },
  { name: "standards-packs", path: () => "/standards?view=packs", persona: "manager" },
  { name: "standards-history", path: () => "/standards?view=history", persona: "manager" },
  {
    name: "standards-change",
    path: () => "/standards?q=FR-",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(自定：|Change: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "standards-release",
    path: () => "/standards?q=patrol.report",
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(恢复：|Release: )/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "calendar", path: () => "/calendar?year=2026", persona: "manager" },
  {
    name: "calendar-edit",
    path: () => "/calendar?year=2027",
    persona: "system_admin",
    act: (page) => page.getByRole("button", { name: /^(公布|Publish)$/ }).click(),
  },
  { name: "defects", path: () => "/defects", persona: "manager" },
  { name: "defects-none", path: () => "/defects?q=没有这样的缺陷", persona: "manager" },
  {
    name: "defects-parties",
    path: () => "/defects",
    persona: "manager",
    act: (page) => dialogOf(page, /^(外部单位|Outside parties)$/),
  },
  { name: "case-defect", path: () => defectPath, persona: "duty_butler" },
  {
    name: "case-defect-dispatch",
    path: () => defectPath,
    persona: "duty_butler",
    act: (page) => dialogOf(page, /^(派单|Dispatch)$/),
  },
  { name: "case-rework", path: () => reworkPath, persona: "duty_butler" },
  { name: "renovations", path: () => "/renovations?over=true", persona: "manager" },
  { name: "renovations-empty", path: () => "/renovations", persona: "zone_butler_b" },
  {
    name: "renovation-apply",
    path: () => "/renovations",
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(登记申请|New application)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "renovation", path: () => renovationPaths.underWay, persona: "manager" },
  { name: "renovation-closed", path: () => renovationPaths.closed, persona: "manager" },
  {
    name: "renovation-settlement",
    path: () => renovationPaths.accepted,
    persona: "supervisor",
    act: async (page) => {
      await page.getByRole("button", { name: /^(提出结算|Propose settlement)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "renovation-sites", path: () => "/renovations/sites", persona: "zone_butler_a" },
  {
    name: "renovation-inspect",
    path: () => "/renovations/sites",
    persona: "zone_butler_a",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(巡查|Inspect)$/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "renovation-gate",
    path: () => "/renovations/gate?token=SWP1.AAAA.BBBB",
    persona: "manager",
    act: (page) => page.getByText(/^(伪造证件|Forged)$/).waitFor(),
  },
  { name: "renovation-chain", path: () => "/renovations/chain", persona: "manager" },
  {
    name: "renovation-amend",
    path: () => renovationPaths.draft,
    persona: "duty_butler",
    act: async (page) => {
      await page.getByRole("button", { name: /^(修改申请|Change)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "callbacks", path: () => "/callbacks", persona: "manager" },
  { name: "callbacks-all", path: () => "/callbacks?state=all", persona: "manager" },
  { name: "callbacks-none", path: () => "/callbacks?kind=event", persona: "manager" },
  { name: "callbacks-empty", path: () => "/callbacks", persona: "zone_butler_b" },
  {
    name: "callback",
    path: () => callbackPaths.caller,
    persona: "supervisor",
    act: async (page) => {
      await page.getByRole("button", { name: /^(查看电话|Show number)$/ }).click();
      await page.getByRole("link", { name: /^1\d{10}$/ }).waitFor();
    },
  },
  {
    name: "callback-appoint",
    path: () => callbackPaths.caller,
    persona: "supervisor",
    act: async (page) => {
      await page.getByRole("button", { name: /^(另约时间|Another time)/ }).click();
      await page.locator("input[type=datetime-local]").waitFor();
    },
  },
  {
    name: "callback-record",
    path: () => callbackPaths.caller,
    persona: "supervisor",
    act: async (page) => {
      const visit = page.getByText(/^(上门|Home visit)$/).last();
      const answered = page.getByRole("button", { name: /^(已接通|Answered)/ });
      await answered.or(visit).first().waitFor();
      if ((await page.locator("form textarea").count()) === 0) await answered.click();
      await page.locator("form textarea").first().waitFor();
      await page
        .locator("form")
        .getByText(/^(上门|Home visit)$/)
        .click();
      await page
        .locator("form")
        .getByText(/^(差|Poor)$/)
        .nth(2)
        .click();
      await page.getByRole("button", { name: /^(保存|Save)$/ }).click();
      await page.locator("form [role=alert]").first().waitFor();
    },
  },
  { name: "callback-recorded", path: () => callbackPaths.recorded, persona: "manager" },
  {
    name: "callback-assign",
    path: () => callbackPaths.caller,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(分派|Assign)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "callback-again",
    path: () => callbackPaths.recorded,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(复核回访|Second opinion)$/ }).click();
      await page.locator("form textarea").first().waitFor();
    },
  },
  { name: "callback-case", path: () => callbackCase, persona: "manager" },
  { name: "callback-quarter", path: () => "/callbacks/quarter", persona: "manager" },
  { name: "draws", path: () => "/callbacks/draws", persona: "manager" },
  { name: "draw", path: () => drawPath, persona: "manager" },
  {
    name: "draw-verified",
    path: () => drawPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(在这里核验|Verify here)$/ }).click();
      await page.getByText(/^(核验通过|Verified)/).waitFor();
    },
  },
  { name: "ledger", path: () => "/ledger", persona: "cashier" },
  {
    name: "ledger-take",
    path: () => "/ledger",
    persona: "cashier",
    act: async (page) => {
      await page.getByRole("button", { name: /^(收款|Take money)/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "ledger-close",
    path: () => "/ledger",
    persona: "cashier",
    act: async (page) => {
      await page.getByRole("button", { name: /^(交班结算|Close the desk)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "ledger-account", path: () => accountPath, persona: "manager" },
  { name: "ledger-paper", path: () => paperPath, persona: "manager" },
  { name: "ledger-approvals", path: () => "/ledger/approvals", persona: "manager" },
  { name: "ledger-approvals-all", path: () => "/ledger/approvals?all=true", persona: "cashier" },
  {
    name: "ledger-approve",
    path: () => "/ledger/approvals",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(批准|Approve)$/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "ledger-bank", path: () => "/ledger/bank", persona: "cashier" },
  {
    name: "ledger-match",
    path: () => "/ledger/bank",
    persona: "cashier",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(匹配|Match)$/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "ledger-books", path: () => "/ledger/books", persona: "manager" },
  { name: "duties", path: () => "/duties", persona: "manager" },
  {
    name: "duties-give",
    path: () => "/duties",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(移交：|Give away: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "health", path: () => "/health", persona: "system_admin" },
  { name: "journal", path: () => "/journal", persona: "system_admin" },
  {
    name: "journal-facts",
    path: () => "/journal",
    persona: "system_admin",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(详情|Details)/ })
        .first()
        .click();
      await page.locator("dialog dd").first().waitFor();
    },
  },
  { name: "access", path: () => "/access", persona: "system_admin" },
  {
    name: "access-give",
    path: () => "/access",
    persona: "system_admin",
    act: async (page) => {
      await page.getByRole("button", { name: /^(授权|Give a role)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "access-end",
    path: () => "/access",
    persona: "system_admin",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(结束授权|End the role)/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "access-roles",
    path: () => "/access",
    persona: "system_admin",
    act: async (page) => {
      await page.getByRole("button", { name: /^(各角色的权限|What each role may do)$/ }).click();
      await page.locator("dialog li").first().waitFor();
    },
  },
  {
    name: "access-new-staff",
    path: () => "/access",
    persona: "system_admin",
    act: async (page) => {
      await page.getByRole("button", { name: /^(新增员工|New member of staff)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "access-link",
    path: () => staffPath,
    persona: "system_admin",
    act: async (page) => {
      await page.getByRole("button", { name: /^(登录链接|Sign-in link)$/ }).click();
      await page.getByRole("button", { name: /^(生成链接|Make the link)$/ }).click();
      await page.locator("dialog code").waitFor();
    },
  },
  { name: "organisation", path: () => "/organisation", persona: "manager" },
  {
    name: "organisation-absence",
    path: () => "/organisation",
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(登记离岗|Enter an absence)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "organisation-department",
    path: () => "/organisation",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(修改：|Change: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "organisation-route",
    path: () => "/organisation",
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(新增去向|New route)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "organisation-route-remove",
    path: () => "/organisation",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(移除：|Remove: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "organisation-resolve",
    path: () => "/organisation",
    persona: "engineer",
    act: async (page) => {
      await page.getByRole("button", { name: /^(会派给谁|Who would get it)$/ }).click();
      await page.locator("dialog ol li").first().waitFor();
    },
  },
  { name: "post", path: () => postPath, persona: "manager" },
  { name: "post-read", path: () => postPath, persona: "engineer" },
  {
    name: "post-change",
    path: () => postPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(修改岗位|Change the post)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "post-give",
    path: () => postPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(任命|Appoint)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "post-end",
    path: () => postPath,
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(卸任：|Take off: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "staff", path: () => "/organisation/staff", persona: "manager" },
  { name: "staff-none", path: () => "/organisation/staff?q=没有这个人", persona: "manager" },
  { name: "staff-member", path: () => staffPath, persona: "manager" },
  {
    name: "staff-change",
    path: () => staffPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(修改资料|Change)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "staff-hand-over",
    path: () => staffPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(全部移交|Hand everything over)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  {
    name: "staff-leave",
    path: () => staffPath,
    persona: "manager",
    act: async (page) => {
      await page.getByRole("button", { name: /^(办理离职|Let go)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^(办理离职|Let go)$/ })
        .click();
      await page.locator("dialog section li").first().waitFor();
    },
  },
  {
    name: "messages",
    path: () => "/messages",
    persona: "engineer",
    act: (page) => page.locator("main li li").first().waitFor(),
  },
  { name: "messages-empty", path: () => "/messages", persona: "cashier" },
  {
    name: "messages-reach",
    path: () => "/messages",
    persona: "engineer",
    act: async (page) => {
      await page.getByRole("button", { name: /^(我的接收方式|Where I am reached)$/ }).click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "delivery", path: () => "/delivery", persona: "manager" },
  {
    name: "delivery-robot",
    path: () => "/delivery",
    persona: "manager",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^(设置：|Set up: )/ })
        .first()
        .click();
      await page.locator("dialog .ant-form").waitFor();
    },
  },
  { name: "acknowledge", path: () => `/acknowledge#${"A".repeat(22)}` },
  { name: "forbidden", path: () => "/organisation", persona: "resident_1" },
  { name: "not-found", path: () => "/nowhere", persona: "duty_butler" },
];

const WIDTHS = [
  { width: "1440", device: WIDE },
  { width: "390", device: PHONE },
];
// A theme is colours alone, a language words alone: two looks show both of each. Pictures are taken of every pair.
const LOOKS = [
  { theme: "light", language: "zh-CN" },
  { theme: "dark", language: "en" },
  ...(SHOTS
    ? ([
        { theme: "light", language: "en" },
        { theme: "dark", language: "zh-CN" },
      ] as const)
    : []),
] as const;

// Every screen at both widths. What opens on it is the same at both but for its size: it is looked at where room is
// scarce, and at both for pictures.
function widthsOf({ act }: Screen) {
  return act && !SHOTS ? WIDTHS.slice(1) : WIDTHS;
}

async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await quiet(page);
  await allThere(page);
}

/** Nothing is loading, and no rows of before stand in, dimmed, for what is on its way. */
async function allThere(page: Page): Promise<void> {
  const waiting = page.locator("[role=status][aria-busy=true], table[aria-busy=true]");
  await expect.poll(() => waiting.count()).toBe(0);
}

/** As a choice made in another tab arrives: at once and without a reload, whatever is open. */
async function dress(page: Page, { theme, language }: (typeof LOOKS)[number]): Promise<void> {
  await page.evaluate(
    ({ theme, language }) => {
      const tell = (key: string, value: string) => {
        localStorage.setItem(key, value);
        window.dispatchEvent(new StorageEvent("storage", { key }));
      };
      tell("shouwen.appearance", JSON.stringify({ theme }));
      tell("shouwen.language", language);
    },
    { theme, language },
  );
  await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
  await allThere(page);
}

async function faultsOf(page: Page): Promise<string[]> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > window.innerWidth,
  );
  const found = await violations(page);
  return [...found, ...(sideways ? ["scrolls sideways"] : [])];
}

describe.each(SCREENS)("$name", (screen) => {
  const { name, path, persona, act } = screen;
  it.each(widthsOf(screen))("is accessible at $width in both themes and languages", async (at) => {
    const desk = await returnToDesk(`${persona} ${at.width}`, at.device);
    const { page } = desk;
    if (page.url() !== "about:blank") {
      await goOn(page, "/nowhere"); // what the last test left open stays behind
      await page
        .getByRole("heading", { name: /^(没有找到|Not found)$/ })
        .first()
        .waitFor();
      await goOn(page, path());
    } else if (persona) await enter(desk, persona, path());
    else await page.goto(path());
    await settle(page);
    await act?.(page);
    const faults: string[] = [];
    for (const look of LOOKS) {
      await dress(page, look);
      const file = `${name}-${at.width}-${look.theme}-${look.language}`;
      if (SHOTS) await page.screenshot({ path: join(SHOTS, `${file}.png`), fullPage: !act });
      faults.push(...(await faultsOf(page)).map((fault) => `${file}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});
