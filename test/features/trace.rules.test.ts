import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { documentOf, type EpcisEvent } from '../../src/features/trace/epcis.ts';
import { eventIdOf } from '../../src/features/trace/event-id.ts';
import { eventOf } from '../../src/features/trace/event.ts';
import { urisAt } from '../../src/features/trace/uri.ts';
import type { LotsTransformed, TraceFact } from '../../src/shared/trace-fact.ts';
import { TEST_NOW as at } from '../support/builders.ts';
import { sharedFolder } from '../support/shared.ts';

const ORIGIN = 'https://t.example.cn';
const lot = { batchId: 'A6FMFC2XW08', productId: 'ds-pear-1', grams: 1_200_000 };
const moved = { lots: [lot], orderNo: 'A0NH67WXQFG', sellerId: '4NE5Z88YBP7', byOrgId: 'x', at };

const CERTIFICATE = { no: '0V062YGP1PJ', style: 'buyer', basis: ['control'] } as const;

function made(of: Pick<LotsTransformed, 'kind' | 'making'> & Partial<LotsTransformed>) {
  const [inputs, lots] = [[lot], [{ ...lot, batchId: 'C1ET4FE7XVA', grams: 1_190_000 }]];
  return {
    ...{ opKey: of.kind, at, byOrgId: '4NE5Z88YBP7', workId: 'w1', inputs, lots, wasteG: 9_000 },
    ...{ additiveG: 0, tolerancePermille: 5 },
    ...{ certificates: [], quarantineNos: [], ...of },
  };
}

const FACTS: TraceFact[] = [
  {
    kind: 'E1',
    opKey: 'e1',
    at: new Date('2026-08-31T22:30:00Z'),
    byOrgId: '4NE5Z88YBP7',
    lot,
    productName: '砀山酥梨',
    harvestedOn: '2026-09-01',
    baseId: 'N4CNXBQ6091',
    plotNo: '3',
    cropCycle: '2026-1',
    certificate: { no: 'RA4MEB2463D', style: 'producer', basis: ['control', 'selfTest'] },
  },
  {
    kind: 'E1',
    opKey: 'made',
    at,
    byOrgId: '4NE5Z88YBP7',
    lot,
    productName: '萧县干红葡萄酒',
    producedOn: '2026-09-01',
  },
  {
    kind: 'E3',
    opKey: 'e3',
    at: new Date('2026-09-01T00:00:00Z'),
    byOrgId: 'C36VH7V5R1H',
    lot: { ...lot, grams: 500 },
    testNo: 'P5PNZZS3CW8',
    test: {
      kind: 'rapid',
      item: '有机磷和氨基甲酸酯类',
      method: 'GB/T 5009.199-2003',
      inhibitionPermille: 124,
      limitPermille: 500,
      verdict: 'pass',
      reportSha256: '845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917',
    },
  },
  made({ kind: 'E4', making: 'pack', certificates: [CERTIFICATE] }),
  made({ kind: 'E5', making: 'mix', certificates: [CERTIFICATE] }),
  made({ kind: 'E6', making: 'process', bestBefore: '2028-03-03', licenceNo: 'SC-EXAMPLE' }),
  made({ kind: 'E8', making: 'cut', quarantineNos: ['43B0RAPDWRP'] }),
  { kind: 'E14', opKey: 'e14', ...moved, buyerOrgId: '6CHS752GGPH', noteNo: 'A0NH67WXQFG' },
  { kind: 'E16', opKey: 'e16', ...moved, buyerOrgId: '6CHS752GGPH', noteNo: 'A0NH67WXQFG' },
  { kind: 'E17', opKey: 'e17', ...moved, buyerOrgId: '6CHS752GGPH', receiptNo: 'A0NH67WXQFG' },
  { kind: 'E18', opKey: 'e18', ...moved, receiptNo: 'A0NH67WXQFG', reason: 'damaged' },
  {
    kind: 'E25',
    opKey: 'e25',
    at,
    byOrgId: 'x',
    lot,
    verificationNo: 'v1',
    verdict: 'pass',
    checks: ['code', 'papers'],
  },
];

describe('trace events', () => {
  const uris = urisAt(ORIGIN);
  const eventFor = (fact: TraceFact) =>
    eventOf(fact, { uris, eventID: eventIdOf(fact.opKey, 'installation') });

  it('have an id that follows from their cause, and differ between installations', () => {
    const id = eventIdOf('batch:1', 'a');
    expect(id).to.match(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(eventIdOf('batch:1', 'a')).to.equal(id);
    expect(eventIdOf('batch:2', 'a')).to.not.equal(id);
    expect(eventIdOf('batch:1', 'b')).to.not.equal(id);
  });

  it('name no natural person: a citizen has neither party nor place', () => {
    const [shipped] = FACTS.filter(({ kind }) => kind === 'E14');
    if (shipped?.kind !== 'E14') expect.fail();
    const { buyerOrgId: _, ...toCitizen } = shipped;
    expect(eventFor(toCitizen)).to.not.have.property('destinationList');
  });

  it('are as the official schema of EPCIS 2.0 wants them', function () {
    const schema = path.join(sharedFolder(this), 'vectors/gs1-EPCIS/EPCIS-JSON-Schema.json');
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: { 'date-time': true, uri: true },
    });
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    const document = documentOf(FACTS.map(eventFor), { origin: ORIGIN, at });
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 5))).to.equal(true);
  });

  it('of a work say what went in and what came out, as the worked examples do', function () {
    const folder = path.join(sharedFolder(this), 'vectors/suhang-events/valid');
    for (const [file, place] of [
      ['13-repack-mixed-lots.json', 4],
      ['04-process-pears-to-paste.json', 5],
    ] as const) {
      const example = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        epcisBody: { eventList: [EpcisEvent] };
      };
      const [theirs] = example.epcisBody.eventList;
      const ours = eventFor(FACTS[place] ?? expect.fail());
      const { type, bizStep, disposition } = theirs;
      expect(ours).to.include({ type, bizStep, disposition });
      expect(ours).to.include.all.keys(Object.keys(theirs));
      expect(ours.ilmd).to.have.all.keys(Object.keys(theirs.ilmd ?? {}));
      expect(ours.inputQuantityList?.[0]).to.have.property('quantity', 1_200_000);
    }
  });

  it('say the same as the worked examples of the design', function () {
    const folder = path.join(sharedFolder(this), 'vectors/suhang-events/valid');
    for (const [file, place] of [
      ['01-harvest.json', 0],
      ['02-rapid-test.json', 2],
      ['06-ship.json', 7],
      ['08-accept.json', 9],
    ] as const) {
      expect(existsSync(path.join(folder, file))).to.equal(true);
      const example = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        epcisBody: { eventList: Record<string, unknown>[] };
      };
      const theirs = example.epcisBody.eventList[0] ?? expect.fail();
      const ours = eventFor(FACTS[place] ?? expect.fail());
      for (const field of ['type', 'action', 'bizStep', 'disposition', 'ilmd', 'suhang:test']) {
        expect(
          (ours as unknown as Record<string, unknown>)[field],
          `${file} ${field}`,
        ).to.deep.equal(theirs[field]);
      }
      expect(Object.keys(ours)).to.include.members(
        Object.keys(theirs).filter((field) => field !== 'epcList'),
      );
    }
  });
});
