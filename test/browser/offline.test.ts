import { expect } from 'chai';
import { object } from '../../src/shared/schema.ts';
import Joi from 'joi';
import { page as pageOf } from '../../src/web/page.tsx';
import ProblemDocs from '../../src/web/pages/docs/ProblemDocs.tsx';
import { useBrowser } from '../support/browser.ts';
import { servePages } from '../support/pages.ts';

const view = object({
  code: Joi.string(),
  known: Joi.boolean(),
  zh: Joi.string(),
  en: Joi.string(),
});
const words = { code: 'a.code', known: true, zh: '词', en: 'words' };

/** `/p/…` as anybody sees it, and as a member does. */
const pages = (['anyone', ['consumer']] as const).map((who, n) =>
  pageOf({
    path: n === 0 ? '/p/pear' : '/p/mine',
    who,
    area: 'docs',
    frame: 'shop',
    load: () => words,
    props: view,
    title: (w) => w.problem.title('a.code'),
    view: ProblemDocs,
  }),
);

describe('without a network', function () {
  this.timeout(60_000);
  const browser = useBrowser();

  it('shows again what everybody may see, says so elsewhere, and has kept nothing private', async () => {
    const client = await servePages(pages);
    const headers = { cookie: '__Host-session=consumer' };
    const seen = await browser.withPage({}, async (page) => {
      await page.goto(`${client.origin}/p/pear`);
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/sw.js');
        await navigator.serviceWorker.ready;
      });
      await page.reload();
      await page.context().setExtraHTTPHeaders(headers);
      await page.goto(`${client.origin}/p/mine`);
      await client.close(); // `setOffline` would not cut the worker's own requests

      const headings: (string | null)[] = [];
      for (const path of ['/p/pear', '/p/mine', '/canteen/order']) {
        await page.goto(client.origin + path);
        headings.push(await page.textContent('h1'));
      }
      return headings;
    });
    expect(seen).to.deep.equal(['错误代码 a.code', '现在没有网络', '现在没有网络']);
  });
});
