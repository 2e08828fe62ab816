import type { LotGrams, LotsTransformed } from '../../shared/trace-fact.ts';
import type { EpcisEvent } from './epcis.ts';
import type { Uris } from './uri.ts';

interface Naming {
  readonly uris: Uris;
  readonly eventID: string;
}

/** E4, E5, E6, E8: what went in and what came out, in grams (`trace.md` §3). No action: it is not an object's. */
export function transformed(fact: LotsTransformed, { uris, eventID }: Naming): EpcisEvent {
  const { at, byOrgId, inputs, lots, workId } = fact;
  const id = uris.site(byOrgId);
  const papers = papersOf(fact, uris);
  const grams = ({ productId, batchId, grams: quantity }: LotGrams) => {
    return { epcClass: uris.lot(productId, batchId), quantity, uom: 'GRM' } as const;
  };
  return {
    type: 'TransformationEvent',
    eventID,
    eventTime: at.toISOString(),
    eventTimeZoneOffset: '+08:00',
    transformationID: uris.document('work', workId),
    inputQuantityList: inputs.map(grams),
    outputQuantityList: lots.map(grams),
    bizStep: stepOf(fact.kind, uris),
    disposition: 'active',
    readPoint: { id },
    bizLocation: { id },
    ...(papers.length > 0 && { bizTransactionList: papers }),
    ilmd: ilmdOf(fact),
  };
}

/** CBV has no word for sorting; the others are its own. */
function stepOf(kind: LotsTransformed['kind'], uris: Uris): string {
  const steps = { E4: uris.step('grading'), E5: 'repackaging', E6: 'commissioning' } as const;
  return kind === 'E8' ? 'disassembling' : steps[kind];
}

function papersOf({ certificates, quarantineNos }: LotsTransformed, uris: Uris) {
  const numbers = [
    ...certificates.map(({ no }) => uris.document('cert', no)),
    ...quarantineNos.map((no) => uris.document('quarantine', no)),
  ];
  return numbers.map((bizTransaction) => ({ type: 'cert', bizTransaction }));
}

function ilmdOf(fact: LotsTransformed): Record<string, unknown> {
  const { kind, lots, inputs, bestBefore, licenceNo } = fact;
  const [certificate, ...others] = fact.certificates;
  const [only, ...more] = lots;
  const isProcess = kind === 'E6';
  return {
    ...(only && more.length === 0 && { 'cbvmda:lotNumber': only.batchId }),
    ...(isProcess && bestBefore !== undefined && { 'cbvmda:bestBeforeDate': bestBefore }),
    'suhang:kind': fact.making,
    ...(kind === 'E8' && { 'suhang:inputG': inputs.reduce((sum, { grams }) => sum + grams, 0) }),
    'suhang:wasteG': fact.wasteG,
    ...(isProcess && {
      'suhang:additiveG': fact.additiveG,
      'suhang:tolerancePermille': fact.tolerancePermille,
      ...(licenceNo !== undefined && { 'suhang:licence': licenceNo }),
    }),
    ...(certificate &&
      others.length === 0 && {
        'suhang:commitmentCert': {
          'suhang:no': certificate.no,
          'suhang:style': certificate.style,
          'suhang:basis': [...certificate.basis],
        },
      }),
  };
}
