import { created, file, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { byDelivery } from '../fulfilment/index.ts';
import {
  arrivalsView,
  byRecord,
  newCorrection,
  recallListView,
  byReceipt,
  ledgerQuery,
  ledgerView,
  newReceipt,
  newSign,
  newSignWith,
  receiptMade,
  receiptView,
  receiptViewOf,
  receivingView,
} from './receiving.schema.ts';
import type { ReceivingService } from './receiving.service.ts';
import type { ReceivingViews } from './receiving-views.service.ts';
import type { Owners } from '../../shared/actor.ts';

const RECEIVER = { role: 'canteen', duty: 'receiver' } as const;

interface Sources {
  readonly receiving: ReceivingService;
  readonly views: ReceivingViews;
  /** Whose a delivery is. */
  readonly ownersOfDelivery: (id: string) => Promise<Owners | undefined>;
}

/** Goods receipt and the ledger, over HTTP. */
export function receivingEndpoints({ receiving, views, ownersOfDelivery }: Sources) {
  const ofDelivery = ({ id }: { id: string }) => ownersOfDelivery(id);
  const ofReceipt = ({ id }: { id: string }) => receiving.ownersOf(id);

  return [
    endpoint({
      method: 'GET',
      path: '/api/receiving',
      who: ['canteen'],
      summary: 'What is on its way to this canteen, or there and not received yet',
      answer: json(arrivalsView),
      handle: ({ actor }) => views.arrivals(actor.orgId),
    }),

    endpoint({
      method: 'GET',
      path: '/api/receiving/:id',
      who: { roles: ['canteen'], ownersOf: ofDelivery },
      summary: 'One delivery at the door: what the note says, what was received',
      params: byDelivery,
      answer: json(receivingView),
      handle: ({ params }) => views.door(params.id),
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/receipts',
      who: { roles: [RECEIVER], ownersOf: ofDelivery },
      summary: 'Receive a delivery by weight and sign; a refusal has a reason and a photo',
      params: byDelivery,
      body: newReceipt,
      command: true,
      answer: created(receiptMade),
      handle: async ({ actor, params, body, command }) => {
        const { _id: id, grnNo } = await receiving.receive(params.id, body, { actor, command });
        return { location: `/api/receipts/${id}`, body: { id, grnNo } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/deliveries/:id/confirm',
      who: { roles: ['consumer'], ownersOf: ofDelivery },
      summary: 'The parcel is there and complete 确认收货',
      params: byDelivery,
      command: true,
      handle: async ({ params }) => {
        await receiving.confirm(params.id);
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/receipts/:id',
      who: { roles: ['canteen', 'cooperative', 'consumer', 'operator'], ownersOf: ofReceipt },
      summary: 'One receipt: quantities, signatures, result, what is billed',
      params: byReceipt,
      answer: json(receiptView),
      handle: async ({ params }) => receiptViewOf(await receiving.get(params.id)),
    }),

    endpoint({
      method: 'POST',
      path: '/api/receipts/:id/sign',
      who: { roles: [RECEIVER], ownersOf: ofReceipt },
      summary: 'Sign as the second inspector, on the own device',
      params: byReceipt,
      body: newSign,
      command: true,
      handle: async ({ actor, params, body }) => {
        await receiving.sign(params.id, body.name, actor);
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/receipts/:id/sign-with',
      who: { roles: [RECEIVER], ownersOf: ofReceipt },
      limit: 'login',
      summary: 'The second inspector signs on this device with login name and password',
      params: byReceipt,
      body: newSignWith,
      command: true,
      handle: async ({ params, body }) => {
        await receiving.signWithPassword(params.id, body);
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/ledger',
      who: ['canteen'],
      summary: 'Purchase-inspection ledger 采购台账, newest day first',
      query: ledgerQuery,
      answer: json(ledgerView),
      handle: ({ actor, query }) => views.ledger(actor.orgId, query),
    }),

    endpoint({
      method: 'GET',
      path: '/api/ledger.csv',
      who: ['canteen'],
      summary: 'The ledger for a spreadsheet, in the common columns of 食品进货查验台账',
      query: ledgerQuery,
      answer: file('text/csv; charset=utf-8'),
      handle: ({ actor, query }) => views.ledgerFile(actor.orgId, query),
    }),

    endpoint({
      method: 'GET',
      path: '/api/ledger.xlsx',
      who: ['canteen'],
      summary: 'The ledger as a workbook, in the common columns of 食品进货查验台账',
      query: ledgerQuery,
      answer: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
      handle: ({ actor, query }) => views.ledgerXlsx(actor.orgId, query),
    }),

    endpoint({
      method: 'POST',
      path: '/api/ledger/:id/notes',
      who: [RECEIVER],
      summary: 'Correct a record by a note: a new version that names the old one',
      params: byRecord,
      body: newCorrection,
      command: true,
      handle: async ({ actor, params, body, command }) => {
        await receiving.correct(params.id, body, { actor, command });
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/recall-list',
      who: ['canteen'],
      summary: 'Every lot under recall: what a phone keeps for the door',
      answer: json(recallListView),
      handle: () => receiving.recallList(),
    }),
  ];
}

export type ReceivingEndpoint = ReturnType<typeof receivingEndpoints>[number];
