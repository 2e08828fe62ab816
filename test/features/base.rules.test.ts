import { expect } from 'chai';
import { capOf, readPlotId, termWords, titleOn, type Base } from '../../src/features/bases/base.ts';
import { aNewAuthorisation, aNewBase } from '../support/bases.ts';

const command = { key: 'k', reqHash: 'h' };

function aBase(...authorisations: Parameters<typeof aNewAuthorisation>[0][]): Base {
  return {
    ...aNewBase(),
    ...{ id: '7KQ2M9XW4A2', orgId: 'org-1', command, registeredAt: new Date(0), plots: [] },
    authorisations: authorisations.map((over, index) => ({
      ...aNewAuthorisation(over),
      ...{ n: index + 1, command, confirmed: null },
    })),
  };
}

describe('the cap of a plot', () => {
  it('is its mu times what a mu gives, rounded down', () => {
    expect(capOf(1_800, 3_000_000)).to.equal(54_000_000);
    expect(capOf(1, 333)).to.equal(3);
  });

  it('is unknown where nobody knows what a mu gives', () => {
    expect(capOf(1_800, null)).to.equal(null);
  });
});

describe('the title of a base', () => {
  it('shows for a product in scope, from its first day on, to its last', () => {
    const base = aBase({ validTo: '2026-03-03' });
    expect(titleOn(base, 'ds-melon', '2023-03-04')).to.include({ confirmed: false, number: null });
    expect(titleOn(base, 'ds-melon', '2026-03-03')?.body).to.equal('西湖区农业农村局');
    expect(titleOn(base, 'ds-melon', '2023-03-03')).to.equal(undefined);
    expect(titleOn(base, 'ds-melon', '2026-03-04')).to.equal(undefined);
  });

  it('never shows for pears or meat, which are not in its scope', () => {
    const base = aBase({});
    expect(titleOn(base, 'ds-pear-1', '2026-06-01')).to.equal(undefined);
    expect(titleOn(base, 'xx-goat', '2026-06-01')).to.equal(undefined);
  });

  it('is never made of an honour, a project or a scheme that is closed', () => {
    for (const kind of ['honour', 'co_built_project', 'national_list', 'closed_scheme'] as const) {
      expect(titleOn(aBase({ kind }), 'ds-melon', '2026-06-01'), kind).to.equal(undefined);
    }
  });

  it('needs a first day', () => {
    expect(titleOn(aBase({ validFrom: null }), 'ds-melon', '2026-06-01')).to.equal(undefined);
  });

  it('says what was not published', () => {
    expect(titleOn(aBase({}), 'ds-melon', '2026-06-01')?.wordsZh).to.equal(
      '2023-03-04 授权，文号未公布，期限未公布',
    );
    const all = { number: '西农〔2023〕1号', validFrom: '2023-03-04', validTo: '2026-03-03' };
    expect(termWords(all).wordsEn).to.equal(
      'authorised 2023-03-04, no. 西农〔2023〕1号, valid until 2026-03-03',
    );
  });
});

describe('the id of a plot', () => {
  it('names its base and number, and nothing else is one', () => {
    expect(readPlotId('7KQ2M9XW4A2.3')).to.deep.equal({ baseId: '7KQ2M9XW4A2', n: 3 });
    for (const wrong of ['7KQ2M9XW4A2', '7KQ2M9XW4A2.0', '7KQ2M9XW4A2.x', 'a.1', '']) {
      expect(readPlotId(wrong), wrong).to.equal(undefined);
    }
  });
});
