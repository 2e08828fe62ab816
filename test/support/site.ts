import express from 'express';
import type { Page } from 'playwright-core';
import { createApp } from '../../src/app/app.ts';
import { credentialsOf } from '../../src/app/credentials.ts';
import type { TestApp } from './app.ts';
import type { useBrowser } from './browser.ts';
import { serve } from './client.ts';
import { PASSWORD } from './people.ts';

/** Later than any day on which this runs: browsers drop a cookie that expired by their own clock. */
const LATER = '2090-09-19T01:00:00Z';
const PHONE = { width: 390, height: 844 };

/** The whole product with real sessions, at an address where a browser can keep them. */
export function useSite(app: () => TestApp, browser: ReturnType<typeof useBrowser>) {
  let origin = '';
  let close = () => Promise.resolve<unknown>(undefined);
  const failures: unknown[] = [];

  before(async () => {
    const { services, clock } = app();
    clock.set(LATER);
    const front = express();
    const client = await serve(front);
    ({ origin, close } = client);
    const credentials = { ...credentialsOf(services), publicUrl: new URL(origin) };
    front.use(createApp({ services, credentials, logError: (error) => failures.push(error) }));
  });
  after(() => close());
  afterEach(() => {
    const [failure] = failures.splice(0);
    if (failure !== undefined) throw new Error('unexpected server error', { cause: failure });
  });

  /** A browser of one person, signed in by the form unless they come as a stranger. */
  async function as(login: string | undefined, use: (page: Page) => Promise<void>): Promise<void> {
    const wrong: string[] = [];
    await browser.withPage({ baseURL: origin, viewport: PHONE }, async (page) => {
      page.setDefaultTimeout(20_000);
      page.on('pageerror', ({ message }) => wrong.push(message));
      if (login !== undefined) await signInBy(page, login);
      await use(page);
    });
    if (wrong.length > 0) throw new Error(`errors in the page: ${wrong.join('; ')}`);
  }

  return { as };
}

async function signInBy(page: Page, login: string): Promise<void> {
  await open(page, '/sign-in');
  await page.getByLabel('邮箱或手机号').fill(login);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Goes to a page and waits until it is alive, where it has a script. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await alive(page);
}

export async function alive(page: Page): Promise<void> {
  await page.locator('#app[data-ready], body:not(:has(#props))').first().waitFor();
}
