import { expect } from 'chai';
import { grantsOf } from '../../src/http/access.ts';
import { namesIn, type Endpoint } from '../../src/http/endpoint.ts';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { faultsOf } from './look.ts';
import { samplesFor, type Budget, type Sample } from './samples.ts';

/** `docs/decisions/0003`: kB over the wire of the document (public ones carry their style sheet), scripts, style sheets. */
const BUDGETS = {
  trace: { html: 6, js: 0, css: 0 },
  shop: { html: 10, js: 12, css: 4 },
  public: { html: 10, js: 15, css: 4 },
  console: { html: 10, js: 18, css: 4 },
  sheet: { html: 15, js: 25, css: 4 },
} as const satisfies Record<string, Budget>;

const WHOLE_GRID = [320, 390, 1280].flatMap((width) => [
  { lang: 'zh', width },
  { lang: 'en', width },
]);
const GRID = [
  { lang: 'zh', width: 390 },
  { lang: 'en', width: 1280 },
];

describe('every page, in a real browser', function () {
  this.timeout(600_000);
  const app = useTestApp();
  const browser = useBrowser();
  let samples: Readonly<Record<string, Sample>> = {};
  const pages = () => app().endpoints.filter(({ kind }) => kind === 'page');
  /** `ONLY=/coop` looks at the pages below /coop alone: for who is making one. */
  const wanted = () => pages().filter(({ path }) => path.startsWith(process.env['ONLY'] ?? '/'));

  before(async () => {
    samples = await samplesFor(app());
  });

  function budgetOf({ path, who }: Endpoint, sample: Sample): Budget {
    if (path.startsWith('/b/')) return BUDGETS.trace;
    if (path === '/canteen/order') return BUDGETS.sheet;
    if (path === '/' || path.startsWith('/p/')) return BUDGETS.shop;
    return { ...BUDGETS[who === 'anyone' ? 'public' : 'console'], ...sample.budget };
  }

  interface At {
    readonly lang: string;
    readonly width: number;
    readonly as?: string | undefined;
    readonly sample?: Sample;
  }

  async function faultsAt(page: Endpoint, at: At): Promise<string[]> {
    const { as, sample = samples[page.path] ?? {} } = at;
    const session = as ?? sample.as ?? sessionFor(page);
    const url = app().client.origin + addressOf(page.path, sample, at.lang);
    const budget = budgetOf(page, sample);
    const faults = await faultsOf(browser, {
      ...{ url, width: at.width, session, budget },
      ...(sample.status !== undefined && { status: sample.status }),
    });
    return faults.map((fault) => `${url.slice(app().client.origin.length)} ${at.width}: ${fault}`);
  }

  it('has a sample for every page that needs one', () => {
    const lost = pages().filter(({ path }) => namesIn(path).length > 0 && !samples[path]);
    expect(lost.map(({ path }) => path)).to.deep.equal([]);
  });

  const grid = process.env['LONG'] === '1' ? WHOLE_GRID : GRID;
  for (const at of grid) {
    it(`is silent, accessible, the same after hydration and light: ${at.lang}, ${at.width} px`, async () => {
      const known = wanted().filter(
        ({ path }) => namesIn(path).length === 0 || samples[path] !== undefined,
      );
      expect(await all(known, (page) => faultsAt(page, at))).to.equal('');
    });
  }

  it('is as good for who has nothing yet', async () => {
    const own = wanted().filter(({ path, who }) => namesIn(path).length === 0 && who !== 'anyone');
    const look = (page: Endpoint) =>
      faultsAt(page, { lang: 'zh', width: 320, as: sessionFor(page, 'org-new') });
    expect(await all(own, look)).to.equal('');
  });

  it('is as good in its other states', async () => {
    const states = wanted().flatMap((page) =>
      (samples[page.path]?.also ?? []).map((state) => ({ page, state })),
    );
    const look = ({ page, state }: (typeof states)[number]) =>
      faultsAt(page, { lang: 'zh', width: 390, sample: { ...samples[page.path], ...state } });
    expect(await all(states, look)).to.equal('');
  });

  it('is as good when it must refuse', async () => {
    const refused = [
      { path: '/no-such-page', status: 404, session: undefined },
      { path: '/no-such-page?lang=en', status: 404, session: 'canteen' },
      { path: '/coop/batches', status: 403, session: 'canteen' },
    ];
    const look = async ({ path, status, session }: (typeof refused)[number]) => {
      const where = { url: app().client.origin + path, width: 390, session, status };
      const found = await faultsOf(browser, { ...where, budget: BUDGETS.public });
      return found.map((fault) => `${path}: ${fault}`);
    };
    expect(await all(refused, look)).to.equal('');
  });
});

/** Looks at some at a time, as one processor does little while a page waits; every fault on a line. */
async function all<T>(items: readonly T[], look: (item: T) => Promise<string[]>): Promise<string> {
  const faults: string[] = [];
  const rest = [...items];
  const walk = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      faults.push(...(await look(item)));
    }
  };
  await Promise.all([walk(), walk(), walk()]);
  return faults.join('\n');
}

/** Somebody whom the page lets in. */
function sessionFor({ who }: Endpoint, org = 'org-1'): string | undefined {
  const grants = grantsOf(who);
  if (grants === 'anyone') return undefined;
  const [first] = grants;
  return typeof first === 'string' ? `${first}@${org}` : `${first.role}+${first.duty}@${org}`;
}

function addressOf(path: string, { params = {}, query }: Sample, lang: string): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'missing');
  const asked = [query, lang === 'en' && 'lang=en'].filter(Boolean).join('&');
  return asked ? `${filled}?${asked}` : filled;
}
