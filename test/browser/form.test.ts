import { expect } from 'chai';
import { build } from 'esbuild';
import express from 'express';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { serve, type Client } from '../support/client.ts';

const HTML =
  '<!doctype html><html lang="zh-CN"><title>表单</title><div id="app"></div><script type="module" src="/form.js"></script>';
const PROBLEMS = `export const words = { byCode: { 'thing.wrong': '这件东西不对。' }, byStatus: {}, otherwise: '出了问题。' };`;

interface Asked {
  readonly key: string | undefined;
  readonly body: unknown;
}

describe('a form', function () {
  this.timeout(60_000);
  const browser = useBrowser();
  const asked: Asked[] = [];
  let answers: { status: number; body: object }[] = [];
  let client: Client | undefined;

  before(async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, 'form-page.tsx')],
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    });
    const app = express().use(express.json());
    app.get('/', (_req, res) => res.type('html').send(HTML));
    app.get('/form.js', (_req, res) => res.type('js').send(outputFiles[0]?.text));
    app.get('/problems.js', (_req, res) => res.type('js').send(PROBLEMS));
    app.post('/api/thing', (req, res) => {
      asked.push({ key: req.get('idempotency-key'), body: req.body });
      const { status, body } = answers.shift() ?? { status: 201, body: {} };
      res.status(status).json(body);
    });
    client = await serve(app);
  });
  after(() => client?.close()); // not there without a browser
  beforeEach(() => {
    asked.length = 0;
    answers = [];
  });

  const fill = async (page: Page, title: string) => {
    await page.goto(client?.origin ?? '');
    await page.getByLabel('品名').fill(title);
  };
  const submit = (page: Page) => page.getByRole('button', { name: '保存' }).click();
  const said = (page: Page, text: string) => page.getByText(text).first().waitFor();

  it('says what is wrong where it is wrong, and takes the reader there', async () => {
    const errors = [{ field: 'title', message: 'no' }];
    answers = [{ status: 400, body: { status: 400, code: 'thing.wrong', errors } }];
    await browser.withPage({}, async (page) => {
      await fill(page, '酥梨');
      await submit(page);
      await said(page, '这件东西不对。');

      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).to.equal(
        'alert',
      );
      const field = page.getByLabel('品名');
      expect(await field.getAttribute('aria-invalid')).to.equal('true');
      expect(await field.inputValue()).to.equal('酥梨');
      await page.getByRole('link', { name: '品名' }).click();
      expect(page.url()).to.match(/#thing-title$/);
    });
  });

  it('sends the same key again when nobody knows whether it was done, a new one after a refusal', async () => {
    answers = [
      { status: 503, body: { status: 503, code: 'server.busy' } },
      { status: 409, body: { status: 409, code: 'thing.wrong', nextKey: 'the-next-key-16-long' } },
    ];
    await browser.withPage({}, async (page) => {
      await fill(page, '酥梨');
      await submit(page);
      await said(page, '出了问题。');
      await submit(page);
      await said(page, '这件东西不对。');
      await submit(page);
      await said(page, '已保存');
    });
    const first = 'a-page-key-of-the-server-thing';
    expect(asked.map(({ key }) => key)).to.deep.equal([first, first, 'the-next-key-16-long']);
  });

  it('keeps what was typed and its key when the network is down, and never a password', async () => {
    await browser.withPage({}, async (page) => {
      await page.route('**/api/thing', (route) => route.abort());
      await fill(page, '砀山酥梨');
      await page.getByLabel('密码').fill('geheim');
      await submit(page);
      await said(page, '网络断了');
      await page.waitForTimeout(400);
      await page.unroute('**/api/thing');
      await page.goto(client?.origin ?? '');
      await said(page, '的草稿');

      expect(await page.getByLabel('品名').inputValue()).to.equal('砀山酥梨');
      expect(await page.getByLabel('密码').inputValue()).to.equal('');
      const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
      expect(kept).to.not.include('geheim');

      await submit(page);
      await said(page, '已保存');
      expect(asked[0]?.key).to.equal('a-page-key-of-the-server-thing');
      expect(await page.evaluate(() => localStorage.length)).to.equal(0);
    });
  });

  it('is sent once, however impatiently it is pressed', async () => {
    await browser.withPage({}, async (page) => {
      await fill(page, '酥梨');
      await page.evaluate(() => {
        const button = document.querySelector('button');
        for (let i = 0; i < 5; i += 1) button?.click();
      });
      await said(page, '已保存');
      expect(asked).to.have.length(1);
    });
  });
});
