import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

export const WIDE = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

const PROGRAM = process.env.SHOUWEN_CHROMIUM ?? process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
// The address bar of a headless browser is drawn by nobody's wish and takes a third of its time; the last word on
// features counts, so those Playwright leaves out for its own sake are named as well.
const LEFT_OUT = [
  ..."WebUIOmniboxPopup WebUIOmniboxAimPopup WebUIOmniboxFullPopup".split(" "),
  ..."AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades".split(" "),
  ..."MediaRouter OptimizationHints PaintHolding ThirdPartyStoragePartitioning".split(" "),
];
const ARGS = [
  `--disable-features=${LEFT_OUT.join(",")}`,
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--lang=zh-CN",
];

/** Somebody's browser: a page, and everything on it that must never happen. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Page errors, violations of the content security policy, errors on the console. */
  faults: string[];
  /** What is done when a test is over. */
  leave: () => Promise<void>;
}

const desks: Desk[] = [];
const kept = new Map<string, Desk>();
const underWay = new WeakMap<Page, Set<Request>>();
const QUIET_MS = 250;
let browser: Browser;

/** Call once per file: a browser for its tests, and no fault left unseen after each of them. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: PROGRAM, headless: true, args: ARGS });
  });
  afterEach(async () => {
    const faults = desks.flatMap((desk) => desk.faults.splice(0));
    await Promise.all(desks.splice(0).map((desk) => desk.leave()));
    expect(faults).toEqual([]);
  });
  afterAll(() => browser.close());
}

export async function openDesk(options: BrowserContextOptions = WIDE): Promise<Desk> {
  return sitDown(await openBrowser(options));
}

/** Somebody's browser as they left it in an earlier test of this file: the page is there and goes on from where it is. */
export async function returnToDesk(name: string, options: BrowserContextOptions): Promise<Desk> {
  const desk = kept.get(name) ?? (await sitDown(await openBrowser(options)));
  if (kept.has(name)) desks.push(desk);
  else kept.set(name, desk);
  desk.leave = async () => {};
  return desk;
}

/** To another address without loading the page again, as a link goes. */
export async function goOn(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

async function openBrowser(options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: inject("url"),
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(12_000);
  return context;
}

async function sitDown(context: BrowserContext): Promise<Desk> {
  const page = await context.newPage();
  const desk = { page, context, faults: [], leave: () => context.close() };
  count(page);
  await watch(desk);
  desks.push(desk);
  return desk;
}

async function watch({ page, faults }: Desk): Promise<void> {
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A refused request is the subject of several tests; the browser notes it as an error of its own.
    const refused = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !refused) faults.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (what: string) => faults.push(`csp: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sample } = event;
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(
        `${violatedDirective} ${blockedURI} ${sample}`,
      );
    });
  });
}

function count(page: Page): void {
  const requests = new Set<Request>();
  underWay.set(page, requests);
  page.on("request", (request) => {
    if (!request.url().includes("/api/v1/stream")) requests.add(request);
  });
  for (const over of ["requestfinished", "requestfailed"] as const)
    page.on(over as "requestfinished", (request) => requests.delete(request));
}

/** Waits until nothing is under way any more but the live stream, which never ends. */
export async function quiet(page: Page): Promise<void> {
  let since = Date.now();
  await expect
    .poll(() => {
      if (underWay.get(page)?.size) since = Date.now();
      return Date.now() - since;
    })
    .toBeGreaterThan(QUIET_MS);
}

function signInOf(persona: string) {
  const known = inject("personas")[persona];
  if (!known) throw new Error(`the demo knows no ${persona}`);
  return known;
}

const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/**
 * Signs in through the API, once per persona and file: hashing a password is meant to be slow.
 * sign-in.e2e.ts takes the door.
 */
export async function enter(desk: Desk, persona: string, path = "/"): Promise<void> {
  const known = sessions.get(persona);
  if (known) await desk.context.addCookies(known);
  else await signInAs(desk, persona);
  await desk.page.goto(path);
}

async function signInAs(desk: Desk, persona: string): Promise<void> {
  const { username, password } = signInOf(persona);
  const reply = await desk.context.request.post("/api/v1/sessions", {
    data: { username, password },
    headers: { Origin: inject("url") },
  });
  expect(reply.status(), await reply.text()).toBe(201);
  sessions.set(persona, await desk.context.cookies());
}

export function passwordOf(persona: string): string {
  return signInOf(persona).password;
}

export function usernameOf(persona: string): string {
  return signInOf(persona).username;
}
