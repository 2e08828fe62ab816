import type {
  LotGrams,
  LotRegistered,
  LotsAccepted,
  LotsArrived,
  LotsRejected,
  LotsShipped,
  LotTested,
  LotVerified,
  TraceFact,
} from '../../shared/trace-fact.ts';
import type { EpcisEvent, EpcisQuantity } from './epcis.ts';
import { transformed } from './event-made.ts';
import type { Uris } from './uri.ts';

interface Naming {
  readonly uris: Uris;
  readonly eventID: string;
}

/** The one EPCIS event of a fact, by the catalogue of `trace.md` §3. Pure: the same fact, the same event. */
export function eventOf(fact: TraceFact, naming: Naming): EpcisEvent {
  if ('making' in fact) return transformed(fact, naming);
  switch (fact.kind) {
    case 'E1':
      return registered(fact, naming);
    case 'E3':
      return tested(fact, naming);
    case 'E14':
      return shipped(fact, naming);
    case 'E16':
      return arrived(fact, naming);
    case 'E17':
      return accepted(fact, naming);
    case 'E18':
      return rejected(fact, naming);
    case 'E25':
      return verified(fact, naming);
  }
}

function common({ at }: { readonly at: Date }, eventID: string) {
  return {
    type: 'ObjectEvent',
    eventID,
    eventTime: at.toISOString(),
    eventTimeZoneOffset: '+08:00',
  } as const;
}

function quantity({ productId, batchId, grams }: LotGrams, uris: Uris): EpcisQuantity {
  return { epcClass: uris.lot(productId, batchId), quantity: grams, uom: 'GRM' };
}

function registered(fact: LotRegistered, { uris, eventID }: Naming): EpcisEvent {
  const { lot, baseId, plotNo, certificate } = fact;
  const base = baseId === undefined ? uris.site(fact.byOrgId) : uris.base(baseId);
  const plot = baseId !== undefined && plotNo !== undefined ? uris.plot(baseId, plotNo) : base;
  return {
    ...common(fact, eventID),
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    readPoint: { id: plot },
    bizLocation: { id: base },
    quantityList: [quantity(lot, uris)],
    ...(certificate && {
      bizTransactionList: [{ type: 'cert', bizTransaction: uris.document('cert', certificate.no) }],
    }),
    ilmd: ilmdOf(fact, uris),
  };
}

function ilmdOf(fact: LotRegistered, uris: Uris): Record<string, unknown> {
  const { harvestedOn, producedOn, plotNo, cropCycle, certificate } = fact;
  return {
    'cbvmda:lotNumber': fact.lot.batchId,
    ...(harvestedOn !== undefined && { 'suhang:harvestDate': harvestedOn }),
    ...(producedOn !== undefined && { 'suhang:productionDate': producedOn }),
    'suhang:product': fact.productName,
    ...(plotNo !== undefined && { 'suhang:plot': plotNo }),
    ...(cropCycle !== undefined && { 'suhang:cropCycle': cropCycle }),
    'suhang:producer': uris.party(fact.byOrgId),
    ...(certificate && {
      'suhang:commitmentCert': {
        'suhang:no': certificate.no,
        'suhang:style': certificate.style,
        'suhang:basis': [...certificate.basis],
      },
    }),
  };
}

function tested(fact: LotTested, { uris, eventID }: Naming): EpcisEvent {
  const { lot, test } = fact;
  const said = Object.entries(test).map(([name, value]) => [`suhang:${name}`, value] as const);
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: lot.grams > 0 ? 'sampling' : 'inspecting',
    disposition: test.verdict === 'pass' ? 'conformant' : 'non_conformant',
    readPoint: { id: uris.site(fact.byOrgId) },
    quantityList: lot.grams > 0 ? [quantity(lot, uris)] : [wholeLot(lot, uris)],
    bizTransactionList: [{ type: 'testres', bizTransaction: uris.document('test', fact.testNo) }],
    'suhang:test': Object.fromEntries(said),
  };
}

/** A quantity without grams means the whole lot. */
function wholeLot({ productId, batchId }: Omit<LotGrams, 'grams'>, uris: Uris): EpcisQuantity {
  return { epcClass: uris.lot(productId, batchId) };
}

function partiesOf(fact: LotsShipped | LotsArrived, uris: Uris) {
  const { sellerId, buyerOrgId } = fact;
  return {
    sourceList: [{ type: 'possessing_party', source: uris.party(sellerId) }],
    ...(buyerOrgId !== undefined && {
      destinationList: [{ type: 'possessing_party', destination: uris.party(buyerOrgId) }],
    }),
  };
}

function orderPapers(fact: LotsShipped | LotsArrived, uris: Uris) {
  return [
    { type: 'po', bizTransaction: uris.document('po', fact.orderNo) },
    { type: 'desadv', bizTransaction: uris.document('desadv', fact.noteNo) },
  ];
}

function shipped(fact: LotsShipped, { uris, eventID }: Naming): EpcisEvent {
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: uris.site(fact.sellerId) },
    quantityList: fact.lots.map((lot) => quantity(lot, uris)),
    bizTransactionList: orderPapers(fact, uris),
    ...partiesOf(fact, uris),
  };
}

function arrived(fact: LotsArrived, { uris, eventID }: Naming): EpcisEvent {
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: 'receiving',
    disposition: 'in_progress',
    ...placeOf(fact.buyerOrgId, uris),
    quantityList: fact.lots.map((lot) => quantity(lot, uris)),
    bizTransactionList: orderPapers(fact, uris),
    ...partiesOf(fact, uris),
  };
}

function placeOf(buyerOrgId: string | undefined, uris: Uris) {
  if (buyerOrgId === undefined) return {}; // a citizen's door is nobody's business
  const id = uris.site(buyerOrgId);
  return { readPoint: { id }, bizLocation: { id } };
}

function inspectionPapers(fact: LotsAccepted | LotsRejected, uris: Uris) {
  return [
    { type: 'po', bizTransaction: uris.document('po', fact.orderNo) },
    { type: 'recadv', bizTransaction: uris.document('recadv', fact.receiptNo) },
  ];
}

function accepted(fact: LotsAccepted, { uris, eventID }: Naming): EpcisEvent {
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: 'accepting',
    disposition: 'sellable_accessible',
    ...placeOf(fact.buyerOrgId, uris),
    quantityList: fact.lots.map((lot) => quantity(lot, uris)),
    bizTransactionList: inspectionPapers(fact, uris),
    persistentDisposition: { set: ['completeness_verified'] },
  };
}

function rejected(fact: LotsRejected, { uris, eventID }: Naming): EpcisEvent {
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: 'inspecting',
    disposition: 'non_conformant',
    ...placeOf(fact.buyerOrgId, uris),
    quantityList: fact.lots.map((lot) => quantity(lot, uris)),
    bizTransactionList: inspectionPapers(fact, uris),
    'suhang:reason': fact.reason,
  };
}

const OUTCOME = { pass: 'conformant', suspicious: 'non_conformant' } as const;

function verified(fact: LotVerified, { uris, eventID }: Naming): EpcisEvent {
  const { verdict, verificationNo: no, checks } = fact;
  return {
    ...common(fact, eventID),
    action: 'OBSERVE',
    bizStep: 'inspecting',
    ...(verdict !== 'return' && { disposition: OUTCOME[verdict] }),
    readPoint: { id: uris.platform },
    quantityList: [wholeLot(fact.lot, uris)],
    'suhang:verification': {
      'suhang:no': no,
      'suhang:verdict': verdict,
      'suhang:checks': [...checks],
    },
  };
}
