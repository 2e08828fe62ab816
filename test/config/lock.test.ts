import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

const OLDEST_NODE = [20, 19, 0];

/**
 * Install scripts that only look for the binary which came as a package of its own, and would build
 * or fetch one on a machine that nobody publishes it for.
 */
const LOOKING_ONLY = ['esbuild', 'lmdb', 'msgpackr-extract'];

describe('the lock file', () => {
  const file = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const packages = Object.entries(file.packages).filter(([place]) => place !== '');
  const namesOf = (found: [string, Locked][]) =>
    found.map(([place]) => place.replace(/^.*node_modules\//, ''));
  const named = (name: string) => file.packages[`node_modules/${name}`]?.version ?? '0';

  it('holds no package below the version that mended an advisory', () => {
    for (const [name, floor] of Object.entries({
      mongoose: '9.9.2',
      multer: '2.3.0',
      express: '5.1.0',
    })) {
      const isMended = compare(numbersOf(named(name)), numbersOf(floor)) >= 0;
      expect(isMended, `${name} ${named(name)} < ${floor}`).to.equal(true);
    }
  });

  it('runs on Node 20.19, to the last package', () => {
    const newer = packages.filter(
      ([, { engines }]) => !includes(engines?.node ?? '*', OLDEST_NODE),
    );
    expect(namesOf(newer)).to.deep.equal([]);
  });

  it('names no address: any registry will do', () => {
    expect(namesOf(packages.filter(([, { resolved }]) => resolved !== undefined))).to.deep.equal(
      [],
    );
  });

  it('downloads nothing from an install script', () => {
    const scripts = namesOf(packages.filter(([, { hasInstallScript }]) => hasInstallScript));
    expect(scripts).to.have.members(LOOKING_ONLY);
  });

  it('reads ranges as npm does', () => {
    const old = ['>=22', '^22.13.0 || >=24', '>= 20.20', '18', '^18.18.0', '21.x'];
    const fine = ['>=14 >=16.2', '^20.9.0', '18 || 20 || >=22', '*', '6.* || >= 10.*', '>=20.19'];
    for (const range of old) expect(includes(range, OLDEST_NODE), range).to.equal(false);
    for (const range of fine) expect(includes(range, OLDEST_NODE), range).to.equal(true);
  });
});

const numbersOf = (version: string): number[] =>
  version.split('.').map((part) => Number.parseInt(part, 10));

/** Below, at or above; parts that are not there are 0, as those of a wildcard. */
function compare(one: readonly number[], other: readonly number[]): number {
  for (const place of [0, 1, 2]) {
    const difference = (one[place] || 0) - (other[place] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a range of npm includes a version: `||`, `>=`, `^`, bare versions and wildcards. */
function includes(range: string, version: readonly number[]): boolean {
  return range.split('||').some((all) =>
    all
      .replaceAll(/(>=|\^)\s+/g, '$1')
      .trim()
      .split(/\s+/)
      .every((one) => {
        const [, sign, text = ''] = /^(>=|\^|)([\dx*.]+)$/.exec(one) ?? [];
        if (sign === undefined) throw new Error(`teach this test the range ${range}`);
        const wanted = numbersOf(text);
        if (sign === '>=') return compare(version, wanted) >= 0;
        if (sign === '^') return version[0] === wanted[0] && compare(version, wanted) >= 0;
        return wanted.every((part, place) => Number.isNaN(part) || part === version[place]);
      }),
  );
}
