import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { aPdf, aPhoto12MP, aSmallPhoto } from '../support/photos.ts';

const AS = 'cooperative@org-1';

describe('uploading in a browser', function () {
  this.timeout(120_000);
  const app = useTestApp();
  const browser = useBrowser();
  const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

  async function onNewBase<T>(use: (page: Page) => Promise<T>): Promise<T> {
    const extraHTTPHeaders = { authorization: `Bearer ${AS}` };
    return browser.withPage(
      { extraHTTPHeaders, viewport: { width: 390, height: 844 } },
      async (page) => {
        await page.goto(`${app().client.origin}/coop/bases/new`);
        await page.locator('#app[data-ready]').waitFor();
        return use(page);
      },
    );
  }

  it('shrinks a 12 MP photo, sends it once, and registers the base with it', async () => {
    await onNewBase(async (page) => {
      let sentBytes = 0;
      page.on('request', (request) => {
        if (request.url().includes('/api/photos')) {
          sentBytes += Number(request.headers()['content-length'] ?? 0);
          expect(request.url()).to.contain('capturedOn=2026-09-18');
        }
      });
      const photo = jpeg('IMG_0001.jpg', await aPhoto12MP());
      const files = page.locator('input[type=file][multiple]');
      await page.getByLabel('基地名称').fill('良梨一号园');
      await page.getByLabel('乡镇和村').fill('良梨镇良梨村');
      await page.getByLabel('主要种植').fill('酥梨');
      await page.getByLabel('总面积（亩，可不填）').fill('９６。５');
      await files.setInputFiles([photo]);
      await page.getByText('IMG_0001.jpg').waitFor();
      await files.setInputFiles([photo]);
      await page.getByText('跳过 1 个已选过的文件').waitFor();
      await page.getByRole('button', { name: '登记基地' }).click(); // before the photo has arrived
      await page.waitForURL(/\/coop\/bases\/\w{11}$/, { timeout: 60_000 });
      expect(sentBytes).to.be.lessThan(photo.buffer.length / 2);
    });
    const [base] = await app().services.bases.list('org-1');
    expect(base).to.deep.include({ nameZh: '良梨一号园', areaMu100: 9_650 });
    const [id = ''] = base?.photos ?? [];
    expect(await app().services.media.get(id)).to.include({ capturedOn: '2026-09-18' });
  });

  it('says why a file is refused, in words, and goes on without it', async () => {
    await onNewBase(async (page) => {
      const files = page.locator('input[type=file][multiple]');
      await files.setInputFiles([jpeg('not-a-photo.jpg', aPdf())]);
      await page.getByText('照片只收 JPEG、PNG 或 WebP').waitFor();
      await page.getByRole('button', { name: '移除 not-a-photo.jpg' }).click();
      expect(await page.locator('.uploads li').count()).to.equal(0);
    });
  });

  it('tries again by itself, then by a button, when the network fails', async () => {
    await onNewBase(async (page) => {
      let tries = 0;
      await page.route('**/api/photos*', async (route) => {
        tries += 1;
        await (tries <= 4 ? route.abort() : route.continue());
      });
      const files = page.locator('input[type=file][multiple]');
      await files.setInputFiles([jpeg('a.jpg', await aSmallPhoto(1))]);
      await page.getByRole('button', { name: '重试' }).click({ timeout: 30_000 });
      await page.locator('.uploads img').waitFor();
      expect(tries).to.equal(5);
    });
  });
});
