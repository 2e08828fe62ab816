import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { useTestApp } from '../support/app.ts';
import { aReadyDraft, aReleasedBatch } from '../support/batches.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });

describe('labels', () => {
  const app = useTestApp();
  // uploads may never be SVG, so the image worker blocks it for the whole process
  const svgLoader = { operation: ['VipsForeignLoadSvg'] };
  const print = (code: string, body: object, key?: string) =>
    app().client.send('POST', `/api/batches/${code}/labels`, {
      as: 'cooperative',
      body,
      ...(key !== undefined && { key }),
    });

  it('carry a code that a scanner reads back, at the size they are printed', async () => {
    const code = await aReleasedBatch(app());
    const { body } = await app().client.send('GET', `/api/batches/${code}/label`, {
      as: 'cooperative',
    });
    const { qr, certificate, printed } = body as {
      qr: { text: string; svg: string };
      certificate: { product: string } | null;
      printed: string;
    };
    expect(qr.text).to.equal(`HTTPS://SHOP.EXAMPLE/B/${code}`);
    expect(printed).to.match(/^\w{4}-\w{4}-\w{3}$/);
    expect(certificate?.product).to.equal('砀山酥梨');
    const dots = Math.round((20 / 25.4) * 203); // 20 mm on a label printer of 203 dpi
    sharp.unblock(svgLoader);
    const png = await sharp(Buffer.from(qr.svg))
      .resize(dots, dots, { kernel: 'nearest' })
      .png()
      .toBuffer();
    sharp.block(svgLoader);
    const [read] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
    expect(read?.text).to.equal(qr.text);
  });

  it('are numbered on, and never weigh more than what came in', async () => {
    const code = await aReleasedBatch(app(), { grams: 100_000 });
    expect((await print(code, { count: 15, netG: 5_000 })).body).to.deep.equal({
      from: 1,
      to: 15,
      netG: 5_000,
    });
    expect((await print(code, { count: 4, netG: 5_000 })).body).to.deep.include({
      from: 16,
      to: 19,
    });
    const over = await print(code, { count: 2, netG: 5_000 });
    expect(over).to.nested.include({ status: 409, 'body.code': 'label.over-lot' });
    expect(over.body).to.deep.include({ leftG: 5_000, askedG: 10_000 });
  });

  it('are the same numbers when the same command comes again', async () => {
    const code = await aReleasedBatch(app());
    const asked = () => print(code, { count: 3, netG: 1_000 }, 'a-print-command-01');
    const answers = await Promise.all([asked(), asked(), asked()]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).to.equal(1);
    expect((await print(code, { count: 1, netG: 1_000 })).body).to.deep.include({ from: 4 });
  });

  it('are shared out exactly when many print at once', async () => {
    const code = await aReleasedBatch(app(), { grams: 3_000 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => print(code, { count: 1, netG: 1_000 })),
    );
    const numbers = answers.flatMap(({ status, body }) =>
      status === 200 ? [(body as { from: number }).from] : [],
    );
    expect(new Set(numbers).size).to.equal(numbers.length);
    expect(numbers.length).to.be.at.most(3);
  });

  it('come only after the gate', async () => {
    const { code } = await aReadyDraft(app());
    const early = await print(code, { count: 1, netG: 1_000 });
    expect(early).to.nested.include({ status: 409, 'body.code': 'label.not-released' });
  });
});
