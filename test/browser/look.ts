import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { STATIC_FOLDERS } from '../../src/web/assets.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { Budget } from './samples.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Where {
  readonly url: string;
  readonly width: number;
  readonly session: string | undefined;
  readonly budget: Budget;
  /** What the page answers when all is well. */
  readonly status?: number;
}

/** Opens one page as a person would and returns everything that is wrong with it, in words. */
export async function faultsOf(browser: TestBrowser, where: Where): Promise<string[]> {
  const { width, session } = where;
  const headers = {
    accept: 'text/html',
    ...(session && { cookie: `__Host-session=${session}` }),
  };
  const viewport = { width, height: width < 700 ? 844 : 800 };
  return browser.withPage({ viewport, extraHTTPHeaders: headers }, (page) => look(page, where));
}

async function look(page: Page, { url, budget, status = 200 }: Where): Promise<string[]> {
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  await page.addInitScript(watchHydration);

  const answer = await page.goto(url, { waitUntil: 'load' });
  if (answer?.status() !== status) return [`answered ${answer?.status() ?? 'nothing'}`];
  const isHydrated = (await page.locator('#props').count()) > 0;
  if (isHydrated) await page.waitForSelector('#app[data-ready]', { timeout: 10_000 });

  const rendered = await answer.text();
  if (isHydrated) faults.push(...(await hydrationFaults(page, rendered)));
  faults.push(...(await axeFaults(page)), ...(await layoutFaults(page)));
  const sizes = await weightOf(page, rendered);
  for (const kind of ['html', 'js', 'css'] as const) {
    if (sizes[kind] > budget[kind]) {
      faults.push(`${kind} weighs ${sizes[kind].toFixed(1)} kB, allowed ${budget[kind]}`);
    }
  }
  const expected = /status of (4|5)\d\d/; // the console's own line about the page we asked for
  return faults.filter((fault) => status === 200 || !expected.test(fault));
}

/** Runs in the page: keeps `#app` as it is the moment hydration ends, before any effect. */
function watchHydration(): void {
  new MutationObserver((_, watcher) => {
    const app = document.querySelector('#app[data-ready]');
    if (!app) return;
    watcher.disconnect();
    Object.assign(window, { hydrated: app.innerHTML });
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** Preact repairs a differing text but leaves a differing attribute stale, and says nothing. */
async function hydrationFaults(page: Page, html: string): Promise<string[]> {
  const [before, after] = await page.evaluate((source) => {
    const served = new DOMParser().parseFromString(source, 'text/html').getElementById('app');
    const { hydrated } = window as unknown as { hydrated?: string };
    return [served?.innerHTML ?? '', hydrated ?? ''] as const;
  }, html);
  if (before === after) return [];
  let at = 0;
  while (before[at] === after[at]) at += 1;
  const [served, hydrated] = [before, after].map((text) =>
    text.slice(Math.max(0, at - 40), at + 60),
  );
  return [`hydration differs: served «${served ?? ''}», hydrated «${hydrated ?? ''}»`];
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as {
      axe: { run: (on: Document, how: object) => Promise<AxeResult> };
    };
    return axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
  }, RULES);
  return violations.map(
    ({ id, help, nodes }) =>
      `axe ${id}: ${help} – ${nodes
        .slice(0, 2)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}

/** No sideways scrolling, one h1, targets big enough for a thumb, and the line of a demonstration. */
async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`scrolls sideways: ${scrollWidth} > ${innerWidth}`);
    if (!document.querySelector('aside.demo')) found.push('does not say that its data is made up');
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) found.push(`${headings} h1`);
    for (const control of document.querySelectorAll('button, input, select, textarea, a.btn')) {
      const { width, height } = control.getBoundingClientRect();
      const isBox = control.matches('[type=checkbox], [type=radio], [type=hidden], .vh');
      if (!isBox && width > 0 && (height < 43.5 || width < 43.5)) {
        found.push(
          `target ${Math.round(width)}×${Math.round(height)}: ${control.outerHTML.slice(0, 100)}`,
        );
      }
    }
    return found;
  });
}

/** kB on a first visit, before pictures, as browsers get them over TLS: squeezed with brotli. */
async function weightOf(page: Page, html: string): Promise<Budget> {
  const names = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const sum = (ending: string) =>
    names
      .filter((name) => name.startsWith('/web/') && name.endsWith(ending))
      .map((name) => statSync(path.join(STATIC_FOLDERS.built, `${path.basename(name)}.br`)).size)
      .reduce((bytes, size) => bytes + size, 0) / 1024;
  return { html: brotliCompressSync(html).length / 1024, js: sum('.js'), css: sum('.css') };
}
