import { expect } from 'chai';
import { connect } from 'node:net';
import { useTestApp } from '../support/app.ts';
import { TEST_ORIGIN } from '../support/client.ts';
import { aPdf, aSmallPhoto } from '../support/photos.ts';
import { pngBomb } from '../support/png-bomb.ts';
import { aPhotoId, filesIn, upload } from '../support/uploads.ts';

describe('hostile files', () => {
  const app = useTestApp();
  const folder = () => app().services.world.uploadsDir;

  describe('refuses, and leaves nothing behind', () => {
    async function refused(
      bytes: Uint8Array,
      sent: Parameters<typeof upload>[3] & { to?: string },
    ) {
      const before = filesIn(folder());
      const { to = '/api/photos', ...how } = sent;
      const { status, body } = await upload(app(), to, bytes, how);
      expect(filesIn(folder())).to.deep.equal(before);
      return `${status} ${body['code'] as string}`;
    }

    it('an SVG, and HTML that calls itself a JPEG', async () => {
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
      const html = Buffer.from('<!doctype html><script>alert(1)</script>');
      expect(await refused(svg, { name: 'a.svg', type: 'image/svg+xml' })).to.equal(
        '415 photo.unsupported',
      );
      expect(await refused(html, { name: 'a.jpg' })).to.equal('415 photo.unsupported');
      expect(await refused(html, { name: 'a.pdf', to: '/api/scans' })).to.equal(
        '415 paper.unsupported',
      );
    });

    it('HEIC, by name', async () => {
      const heic = Buffer.concat([
        Buffer.from([0, 0, 0, 24]),
        Buffer.from('ftypheic\0\0\0\0heicmif1'),
      ]);
      expect(await refused(heic, { name: 'IMG_1.HEIC' })).to.equal('415 photo.heic');
    });

    it('a GIF, though it is a picture', async () => {
      const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
      expect(await refused(gif, {})).to.equal('415 photo.unsupported');
    });

    it('a photo that is cut off, at half or near the end', async () => {
      const photo = await aSmallPhoto(5);
      for (const part of [photo.subarray(0, photo.length / 2), photo.subarray(0, -500)]) {
        expect(await refused(part, {})).to.equal('400 image.unreadable');
      }
      expect(await refused(Buffer.alloc(0), {})).to.equal('415 photo.unsupported');
    });

    it('a PNG of 40,000 × 40,000 pixels, quickly and without unfolding it', async () => {
      const bomb = await pngBomb(40_000);
      expect(bomb.length).to.be.lessThan(300_000);
      const before = process.memoryUsage().rss;
      const began = performance.now();
      expect(await refused(bomb, { type: 'image/png' })).to.equal('413 image.too-many-pixels');
      expect(performance.now() - began).to.be.lessThan(1_000);
      expect(process.memoryUsage().rss - before).to.be.lessThan(150 * 1_048_576);
    });

    it('a PDF that does not begin or end as one', async () => {
      const pdf = aPdf('cut');
      const to = '/api/scans';
      expect(await refused(pdf.subarray(0, -200), { to })).to.equal('400 paper.broken');
      const more = Buffer.concat([pdf, Buffer.from('<script>1</script>')]);
      expect(await refused(more, { to })).to.equal('400 paper.broken');
    });

    it('what is too large: photos over 20 MB, papers over 10 MB', async () => {
      expect(await refused(Buffer.alloc(20 * 1_048_576 + 1), {})).to.equal('413 upload.too-large');
      const to = '/api/scans';
      const large = Buffer.alloc(10 * 1_048_576 + 1);
      expect(await refused(large, { to })).to.equal('413 upload.too-large');
    });

    it('strangers and consumers, before anything is stored', async () => {
      const photo = await aSmallPhoto(6);
      expect(await refused(photo, { as: '' })).to.equal('403 origin.foreign');
      const ours = { as: '', headers: { origin: TEST_ORIGIN } };
      expect(await refused(photo, ours)).to.equal('401 actor.missing');
      expect(await refused(photo, { as: 'consumer' })).to.equal('403 role.forbidden');
    });

    it('a body that is no upload, or holds more than one file', async () => {
      const { client } = app();
      const json = await client.send('POST', '/api/photos', { as: 'cooperative', body: {} });
      expect(json.status).to.equal(415);
      expect((await sendForm({ other: 1 })).code).to.equal('upload.one-file-only');
      expect((await sendForm({ file: 2 })).code).to.equal('upload.one-file-only');
      expect((await sendForm({})).code).to.match(/^upload\./);
      expect(filesIn(folder()).filter((name) => name.includes('upload'))).to.deep.equal([]);
    });

    async function sendForm(files: Record<string, number>): Promise<{ code: string }> {
      const form = new FormData();
      for (const [name, times] of Object.entries(files)) {
        for (let n = 0; n < times; n += 1) form.append(name, new Blob(['x']), 'x.jpg');
      }
      const response = await fetch(`${app().client.origin}/api/photos`, {
        method: 'POST',
        headers: { authorization: 'Bearer cooperative', 'idempotency-key': 'k'.repeat(20) },
        body: form,
      });
      expect(response.status).to.equal(400);
      return (await response.json()) as { code: string };
    }

    it('an upload whose sender hangs up in the middle', async () => {
      const before = filesIn(folder());
      const { hostname, port } = new URL(app().client.origin);
      const socket = connect(Number(port), hostname);
      socket.write(
        'POST /api/photos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer cooperative\r\n' +
          `Idempotency-Key: ${'k'.repeat(20)}\r\nContent-Length: 1000000\r\n` +
          'Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n' +
          'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc',
      );
      await until(() => filesIn(folder()).length > before.length);
      socket.destroy();
      await until(() => filesIn(folder()).length === before.length);
    });
  });

  it('makes an upload harmless that is a picture, a page and an archive at once', async () => {
    const tail = Buffer.from('<script>alert(1)</script>PK\u0003\u0004evil');
    const polyglot = Buffer.concat([await aSmallPhoto(7), tail]);
    const id = await aPhotoId(app(), polyglot, 'cooperative');
    const response = await fetch(`${app().client.origin}/files/${id}/jpg1600`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.includes('<script>')).to.equal(false);
    expect(bytes.includes('evil')).to.equal(false);
  });

  it('never uses the name of a file, however it is written', async () => {
    const names = ['../../etc/passwd', 'a\0b.jpg', '梨'.repeat(300) + '.jpg', 'x'.repeat(300), ''];
    for (const [seed, name] of names.entries()) {
      const photo = await aSmallPhoto(20 + seed);
      const { status, body } = await upload(app(), '/api/photos', photo, { name });
      expect([200, 400], `${name.slice(0, 20)} ${JSON.stringify(body)}`).to.include(status);
    }
    for (const name of filesIn(folder())) expect(name).to.match(/^[0-9a-f]{64}$/);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came true');
}
