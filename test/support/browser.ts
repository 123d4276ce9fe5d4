/**
 * The console in a real Chromium. What a page tells the browser's console as an error, and what it asks of another host
 * than its hub, fails the test that opened it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { HubClient } from './hub.ts';

const places = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium of this machine; undefined where there is none, and tests that need one are skipped. Not where it must be: in CI. */
export const browserPath = places.find((path) => path !== '' && existsSync(path));
if (browserPath === undefined && process.env['CI']) throw new Error('CI needs a Chromium: .ci/run installs it');

const switches = [
  '--no-sandbox', // a container's root has no other way
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a page is looked at. */
export interface View {
  /** Of the window, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** True where the hub refuses something on purpose: browsers log each refusal as an error. */
  readonly isRefused?: boolean;
}

/** Who signs in. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

let browser: Promise<Browser> | undefined;

/** A page of its own at `path` of the hub at `url`, as a stranger sees it. */
export async function openPage(url: string, path: string, view: View = {}): Promise<Page> {
  browser ??= launch();
  const { width = 1_280, height = 900, isRefused = false } = view;
  const context = await (await browser).newContext({ viewport: { width, height }, baseURL: url });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (isRefused && message.text().startsWith('Failed to load resource: the server responded with a status of 4')) return;
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) faults.push(`asked another host: ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });
  await page.goto(path);
  return page;
}

function launch(): Promise<Browser> {
  const launched = chromium.launch({ executablePath: browserPath ?? '', args: switches });
  afterAll(async () => (await launched).close());
  return launched;
}

/** The same for who has an account: signs in by the form and waits for the page. */
export async function openConsole(url: string, path: string, { email, password }: Account, view: View = {}): Promise<Page> {
  const page = await openPage(url, `/console${path}`, view);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

let accounts = 0;

/** A new account: of the platform, or of an organisation with a role. */
export async function newAccount(
  hub: HubClient,
  organisation?: string,
  role: 'org_admin' | 'org_member' = 'org_admin',
): Promise<Account> {
  const account = { email: `operator-${++accounts}@example.com`, password: 'correct horse battery' };
  const { email, password } = account;
  const invitation =
    organisation === undefined
      ? await hub.admin('POST', '/invitations', { email })
      : await hub.admin('POST', `/orgs/${organisation}/invitations`, { email, role });
  await hub.admin('POST', '/invitations/accept', { token: invitation.json.token, name: 'Ada Lovelace', password });
  return account;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe objects to on the page as it is now, in light and in dark, a line each. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await page.evaluate<AxeResults>('axe.run()');
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate<AxeResults>("axe.run({ runOnly: ['color-contrast'] })"); // nothing else differs
  return Object.entries({ light, dark }).flatMap(([theme, { violations }]) =>
    violations.map(({ id, help, nodes }) => `${theme}: ${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`),
  );
}
