import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';

/** One browser for a mocha process, started when the first test asks for it. */
let browser: Promise<Browser> | undefined;

after(async () => {
  await browser?.then((open) => open.close()).catch(() => undefined);
});

/**
 * Gives the enclosing `describe` pages of a real browser. Where there is no browser its tests are
 * skipped with one line, or fail where `REQUIRE_BROWSER=1`.
 */
export function useBrowser() {
  let open: Browser | undefined;

  before(async function () {
    this.timeout(60_000);
    try {
      open = await (browser ??= launchChromium());
    } catch (error) {
      if (process.env['REQUIRE_BROWSER'] === '1') throw error;
      console.log(`    no browser here (${firstLine(error)}): set CHROMIUM to run these`);
      this.skip();
    }
  });

  return {
    /** A fresh page, in a context of its own that ends with `use`. */
    async withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
      if (!open) throw new Error('useBrowser() gives pages inside tests only');
      const context = await open.newContext({ locale: 'zh-CN', ...options });
      try {
        return await use(await context.newPage());
      } finally {
        await context.close();
      }
    },
  };
}

export type TestBrowser = ReturnType<typeof useBrowser>;

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
