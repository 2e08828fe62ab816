import { expect } from 'chai';
import { createPasswords } from '../../src/platform/passwords.ts';

describe('passwords', () => {
  const { hash, verify } = createPasswords();

  it('are right again, whichever keyboard typed them, and wrong otherwise', async () => {
    const known = await hash('梨花西湖 ｐｅａｒ 37');
    expect(known).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verify(known, '梨花西湖 pear 37')).to.be.true;
    expect(await verify(known, '梨花西湖 pear 38')).to.be.false;
  });

  it('of nobody are wrong, and take as long to be', async () => {
    await verify(undefined, 'first: makes the hash to compare with');
    const known = await hash('a password of somebody');
    const timeOf = async (of: string | undefined) => {
      const start = performance.now();
      expect(await verify(of, 'not the password')).to.be.false;
      return performance.now() - start;
    };
    const [some, none] = [await timeOf(known), await timeOf(undefined)];
    expect(none).to.be.greaterThan(some / 4);
  });

  it('wait their turn, and all come through', async () => {
    const hashes = await Promise.all(Array.from({ length: 12 }, (_, n) => hash(`password ${n}`)));
    expect(new Set(hashes).size).to.equal(12);
  });
});
