import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CATEGORIES } from '../../src/shared/facts/categories.ts';
import { CONFORMITY_FORM } from '../../src/shared/facts/conformity-form.ts';
import { CUTOFF_RULES, DELIVERY_RULES } from '../../src/shared/facts/delivery-rules.ts';
import { LEGAL_CLASSES } from '../../src/shared/facts/legal-classes.ts';
import { MUST_NOT_PRINT } from '../../src/shared/facts/must-not-print.ts';
import { PAIRINGS } from '../../src/shared/facts/pairings.ts';
import { PAPER_KINDS } from '../../src/shared/facts/papers.ts';
import { countyOf, PLACES } from '../../src/shared/facts/places.ts';
import { RECEIPT_REASONS } from '../../src/shared/facts/receipt-reasons.ts';
import { RETENTION } from '../../src/shared/facts/retention.ts';
import { TEMPERATURE_ZONES } from '../../src/shared/facts/temperature-zones.ts';
import { YIELD_CAPS_G_PER_MU } from '../../src/shared/facts/yield-caps.ts';

type Row = Readonly<Record<string, unknown>>;
type Facts = Readonly<Record<string, Row[]>>;

const own = path.resolve(import.meta.dirname, '../../seeds/facts.json');
const facts = JSON.parse(readFileSync(own, 'utf8')) as Facts;

/** What the program says of a row must be said there in the same words; the file may say more. */
function expectSaid(said: readonly Row[], rows: readonly Row[] = []): void {
  const shortened = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => said.some((fact) => key in fact))),
  );
  expect(said).to.deep.equal(shortened);
}

describe('facts', () => {
  it('the program says what the facts say, row by row', () => {
    expectSaid(LEGAL_CLASSES, facts['legalClasses']);
    expectSaid(PAPER_KINDS, facts['papers']);
    expectSaid(RECEIPT_REASONS, facts['receiptReasonCodes']);
    expectSaid(TEMPERATURE_ZONES, facts['temperatureZones']);
    expectSaid(CATEGORIES, facts['categories']);
    expectSaid(PAIRINGS, facts['pairings']);
    expectSaid(PLACES, facts['places']);
    expect(facts['retention']).to.deep.include(RETENTION);
    expect(facts['conformityCertificateForm']).to.deep.include(CONFORMITY_FORM);
  });

  it('caps and phrases are those of the facts', () => {
    const caps = facts['products']?.map((product) => [product['id'], product['yieldCapGPerMu']]);
    expect(YIELD_CAPS_G_PER_MU).to.deep.equal(Object.fromEntries(caps ?? []));

    const banned = facts['mustNotPrint']?.filter((row) => String(row['bannedPhrases']) !== '');
    expectSaid(
      MUST_NOT_PRINT.map(({ id, phrases }) => ({ id, bannedPhrases: phrases })),
      banned,
    );
  });

  it('cut-offs, days and terms are those of the facts', () => {
    const rule = (id: string) =>
      facts['deliveryRules']?.find((row) => row['id'] === id)?.['value'] as Row;
    const { leaf, meat, fresh, dry, frozen } = CUTOFF_RULES;

    expect(rule('cutoff_leaf')).to.deep.equal({ daysBefore: leaf.daysBefore, time: leaf.time });
    expect(rule('cutoff_meat')).to.deep.equal({ daysBefore: meat.daysBefore, time: meat.time });
    expect(rule('cutoff_other')).to.deep.equal({
      daysBefore: { fresh: fresh.daysBefore, dry: dry.daysBefore },
      time: fresh.time,
    });
    expect(rule('delivery_days')).to.deep.equal({
      fresh: fresh.weekdays,
      dry: dry.weekdays,
      frozen: frozen.weekdays,
    });
    expect([leaf.weekdays, meat.weekdays]).to.deep.equal([fresh.weekdays, fresh.weekdays]);
    expect(rule('weight_tolerance')).to.include({ permille: DELIVERY_RULES.tolerancePermille });
    expect(rule('two_inspectors')).to.deep.equal({ minInspectors: DELIVERY_RULES.minInspectors });
    expect(rule('public_payment')).to.deep.equal({
      days: DELIVERY_RULES.termsDays,
      maxDays: DELIVERY_RULES.maxTermsDays,
    });
    expect(rule('statement')).to.deep.equal({ dayOfMonth: DELIVERY_RULES.statementDayOfMonth });
    expect(rule('retained_sample')).to.deep.equal({ hours: DELIVERY_RULES.retainedSampleHours });
  });

  it('four pairs are confirmed; the Hangzhou side of the other four stays open', () => {
    const open = PAIRINGS.filter(({ hangzhouZh }) => hangzhouZh === null);
    expect(open.map(({ status }) => status)).to.deep.equal(Array(4).fill('unconfirmed'));
    expect(open.every(({ displayZh }) => displayZh.startsWith('待确认'))).to.be.true;
    expect(PAIRINGS).to.have.length(8);
  });

  it('knows the county of a village, and that Hangzhou has none', () => {
    expect(countyOf('V-KJ')).to.equal('DS');
    expect(countyOf('YQ')).to.equal('YQ');
    expect(countyOf('D-XH')).to.be.undefined;
  });

  it('the copy in seeds is the shared one', function () {
    const shared = path.resolve(process.env['SUHANG_SHARED'] ?? '../shared', 'facts/facts.json');
    if (!existsSync(shared)) {
      console.log(`      no ${shared}: the copies are not compared`);
      this.skip();
    }
    expect(facts).to.deep.equal(JSON.parse(readFileSync(shared, 'utf8')));
  });
});
