import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type ConsoleMessage, chromium, type Locator, type Page } from 'playwright-core';
import { ROOT } from './budgets/tree.ts';
import { chromiumPath } from './system-packages.ts';

/** A page in a fresh browser, with everything it complained about and asked for. */
export interface Viewer {
  readonly page: Page;
  /** Console errors and warnings, and uncaught errors; without the remarks of the software GL driver. */
  readonly complaints: readonly string[];
  /** Origins of all requests, the page's own among them. */
  readonly origins: () => readonly string[];
  /** Clicks as a person does: what can be seen, stands still and is covered by nothing. */
  readonly press: (what: Locator) => Promise<void>;
  /** Writes a picture to `.reports/screenshots/<name>.png`. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Nothing asks for anything outside, nothing greets. */
export const COMMON_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Software WebGL as a kiosk without graphics hardware has it. */
export const BROWSER_FLAGS = [
  ...COMMON_FLAGS,
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-compositing',
];

export interface ViewerOptions {
  readonly width: number;
  readonly height: number;
  /** Runs before the address is asked for: what the browser is to lack, or to call itself. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** @default the Chromium of the machine */
  readonly browser?: Browser;
}

/** A program that is driven, and how software WebGL is asked of it. */
export interface Browser {
  readonly path: string;
  readonly flags: readonly string[];
  /** It lacks what the driver asks a page before it clicks: whether the element can be seen. */
  readonly old?: true;
}

const HD: ViewerOptions = { width: 1920, height: 1080 };

/** How long a browser may take for one step on a slow machine without graphics hardware. */
const STEP_MS = 120_000;

/** Opens a page of `width` × `height` in Chromium with software WebGL. @throws when there is no Chromium */
export async function openViewer(url: string, options: ViewerOptions = HD): Promise<Viewer> {
  const { width, height, prepare, browser = browserOfMachine() } = options;
  const profile = mkdtempSync(join(tmpdir(), 'yitu-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless: true,
    viewport: { width, height },
    args: [...browser.flags],
    timeout: STEP_MS,
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const { complaints, origins } = listen(page);
  await prepare?.(page);
  await page.goto(firstPage(url), { waitUntil: 'load' });
  return {
    page,
    complaints,
    origins: () => [...origins],
    press: (what) => what.click({ force: browser.old === true }),
    async shoot(name) {
      const folder = join(ROOT, '.reports', 'screenshots');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    close: () => closeContext(context, profile),
  };
}

/** @throws {Error} when there is none */
function browserOfMachine(): Browser {
  const path = chromiumPath();
  if (path === null)
    throw new Error('chromium is missing: run npm test, which installs it, or install it by hand');
  return { path, flags: BROWSER_FLAGS };
}

/** A wall that does not turn its panels while a test reads them, unless the address says which page. */
function firstPage(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('page')) address.searchParams.set('page', '1');
  return address.href;
}

/** What could not be had: the browser's remark leaves it out. */
function missed(message: ConsoleMessage): string {
  const { url } = message.location();
  return message.text().startsWith('Failed to load resource') && url !== ''
    ? ` ${new URL(url).pathname}`
    : '';
}

function listen(page: Page) {
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('console', (message) => {
    const ofDriver = message.text().includes('GL Driver Message');
    if (['error', 'warning'].includes(message.type()) && !ofDriver)
      complaints.push(`${message.type()}: ${message.text()}${missed(message)}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol)) origins.add(origin);
  });
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin.replace(/^ws/, 'http')));
  return { complaints, origins };
}

async function closeContext(context: BrowserContext, profile: string): Promise<void> {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
