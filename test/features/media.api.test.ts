import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { useTestApp } from '../support/app.ts';
import { aPdf, aPhoto12MP, aSmallPhoto } from '../support/photos.ts';
import { aPhotoId, aScanId, filesIn, sha256, upload } from '../support/uploads.ts';

describe('media', () => {
  const app = useTestApp();
  const folder = () => app().services.world.uploadsDir;

  async function fetchFile(address: string, as?: string) {
    const response = await fetch(app().client.origin + address, {
      headers: as === undefined ? {} : { authorization: `Bearer ${as}` },
    });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  it('turns a 12 MP phone photo upright, smaller, and rid of its position', async () => {
    const { status, body } = await upload(app(), '/api/photos', await aPhoto12MP());
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body).to.include({ width: 1_200, height: 1_600, capturedOn: '2026-09-18' });

    const { bytes, response } = await fetchFile(`/files/${body['id'] as string}/jpg1600`);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).to.include({ format: 'jpeg', width: 1_200, height: 1_600 });
    expect(metadata.exif).to.equal(undefined);
    expect(bytes.includes('TestPhone')).to.equal(false);
    expect(sha256(bytes)).to.equal(body['id']);
    expect(response.headers.get('cache-control')).to.contain('immutable');
    expect(response.headers.get('content-security-policy')).to.contain('sandbox');
  });

  it('serves each size of a photo, and none that does not exist', async () => {
    const id = await aPhotoId(app(), await aSmallPhoto(2), 'cooperative');
    for (const size of ['w1200', 'w480', 'w96']) {
      const { response, bytes } = await fetchFile(`/files/${id}/${size}`);
      expect(response.headers.get('content-type')).to.equal('image/webp');
      expect((await sharp(bytes).metadata()).format).to.equal('webp');
    }
    expect((await fetchFile(`/files/${id}/w2`)).response.status).to.equal(400);
    expect((await fetchFile(`/files/${id}/original`, 'cooperative')).response.status).to.equal(404);
    expect((await fetchFile(`/files/${'0'.repeat(64)}/w96`)).response.status).to.equal(404);
  });

  it('answers the same bytes the same, whoever sends them and however often', async () => {
    const photo = await aSmallPhoto(3);
    const first = await upload(app(), '/api/photos', photo);
    const files = filesIn(folder());
    const again = await upload(app(), '/api/photos', photo, { as: 'cooperative@org-2' });
    const many = await Promise.all([1, 2, 3].map(() => upload(app(), '/api/photos', photo)));

    for (const each of [again, ...many]) expect(each).to.deep.equal(first);
    expect(filesIn(folder())).to.deep.equal(files);
  });

  it('stores everything under the hash of its bytes', () => {
    for (const name of filesIn(folder())) {
      expect(name).to.match(/^[0-9a-f]{64}$/);
      expect(sha256(readFileSync(path.join(folder(), name.slice(0, 2), name)))).to.equal(name);
    }
  });

  describe('with papers', () => {
    it('keeps a PDF as it is and gives it only as a download, only to whom it belongs', async () => {
      const pdf = aPdf('mine');
      const id = await aScanId(app(), pdf, 'cooperative@org-1');
      expect(id).to.equal(sha256(pdf));

      const own = await fetchFile(`/files/${id}/original`, 'cooperative@org-1');
      expect(own.bytes.equals(pdf)).to.equal(true);
      expect(own.response.headers.get('content-disposition')).to.match(/^attachment/);
      expect(own.response.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(own.response.headers.get('content-security-policy')).to.contain('sandbox');

      const statusFor = async (as?: string) =>
        (await fetchFile(`/files/${id}/original`, as)).response.status;
      expect(await statusFor()).to.equal(401);
      expect(await statusFor('consumer')).to.equal(403);
      expect(await statusFor('cooperative@org-2')).to.equal(404);
      expect(await statusFor('officer')).to.equal(200);
      expect(await statusFor('operator')).to.equal(200);
      expect((await fetchFile(`/files/${id}/jpg1600`)).response.status).to.equal(404);
    });

    it('never shows a scanned paper as a photo, not even when the same picture is both', async () => {
      const picture = await aSmallPhoto(4);
      const photo = await aPhotoId(app(), picture, 'cooperative');
      const scan = await aScanId(app(), picture, 'cooperative');
      expect(scan).not.to.equal(photo);
      expect((await fetchFile(`/files/${scan}/jpg1600`)).response.status).to.equal(404);
      expect((await fetchFile(`/files/${scan}/original`, 'officer')).response.status).to.equal(200);
    });
  });

  describe('later', () => {
    it('forgets what nobody attached for a day, and keeps what was attached', async () => {
      const { services, clock } = app();
      const stays = await aPhotoId(app(), await aSmallPhoto(30), 'cooperative');
      const goes = await aPhotoId(app(), await aSmallPhoto(31), 'cooperative');
      await services.media.attach([stays], { ref: 'test:1', kind: 'photo', orgId: 'org-1' });

      clock.advanceMs(23 * 3_600_000);
      await services.media.sweepUnattached();
      expect((await services.media.get(goes)).id).to.equal(goes);

      clock.advanceMs(2 * 3_600_000);
      while ((await services.media.sweepUnattached()) > 0);
      expect((await fetchFile(`/files/${goes}/w96`)).response.status).to.equal(404);
      expect((await fetchFile(`/files/${stays}/w96`)).response.status).to.equal(200);
    });

    it('attaches nothing of another organisation, or of another kind', async () => {
      const { media } = app().services;
      const id = await aPhotoId(app(), await aSmallPhoto(32), 'cooperative@org-1');
      const attach = async (kind: 'photo' | 'paper', orgId: string) =>
        media.attach([id], { ref: 'test:2', kind, orgId }).then(
          () => 'done',
          (error: unknown) => (error as { code: string }).code,
        );
      expect(await attach('photo', 'org-2')).to.equal('file.not-found');
      expect(await attach('paper', 'org-1')).to.equal('file.not-found');
      expect(await attach('photo', 'org-1')).to.equal('done');
    });
  });
});
