import { expect } from 'chai';
import fc from 'fast-check';
import { capturedOn, exifOf } from '../../src/shared/exif.ts';
import { aSmallPhoto } from '../support/photos.ts';

describe('EXIF', () => {
  it('says on which day a camera took the picture', async () => {
    const exif = exifOf(await aSmallPhoto());
    expect(exif && capturedOn(exif)).to.equal('2026-09-18');
  });

  it('says nothing where there is none', () => {
    expect(exifOf(Buffer.from('%PDF-1.4 not a JPEG at all'))).to.equal(undefined);
    expect(exifOf(new Uint8Array())).to.equal(undefined);
    expect(capturedOn(new Uint8Array())).to.equal(undefined);
  });

  it('survives whatever stands in it', async () => {
    const photo = await aSmallPhoto();
    fc.assert(
      fc.property(fc.nat(photo.length - 1), fc.uint8Array({ maxLength: 60 }), (at, noise) => {
        const spoilt = Uint8Array.from(photo);
        spoilt.set(noise.subarray(0, spoilt.length - at), at);
        for (const block of [exifOf(spoilt), noise, spoilt]) {
          const day = block && capturedOn(block);
          expect(day ?? '2026-09-18').to.match(/^\d{4}-\d{2}-\d{2}$/);
        }
      }),
    );
  });
});
