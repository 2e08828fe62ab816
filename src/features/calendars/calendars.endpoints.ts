import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byClass,
  bySeller,
  bySellerClass,
  calendar,
  cutoffRule,
  minimum,
  rulesView,
  sellerCutoff,
} from './calendars.schema.ts';
import type { Calendars } from './calendars.service.ts';
import type { RuleViews } from './rule-views.service.ts';

const ownerOf = ({ sellerId }: { sellerId: string }) => Promise.resolve({ cooperative: sellerId });

/** Cut-offs, minimums and canteens' calendars over HTTP. */
export function calendarEndpoints(calendars: Calendars, views: RuleViews) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/delivery-rules',
      who: ['operator', 'cooperative', 'canteen'],
      summary: 'When each kind of goods can be ordered and comes, and from which sum on',
      answer: json(rulesView),
      handle: () => views.all(),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/delivery-rules/:cutoffClass',
      who: ['operator'],
      summary: 'Change everybody’s cut-off for a kind of goods; orders already placed keep theirs',
      params: byClass,
      body: cutoffRule,
      command: true,
      handle: ({ actor, params, body, command }) =>
        calendars.setClass(params.cutoffClass, body, { actor, command }),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/sellers/:sellerId/cutoffs/:cutoffClass',
      who: { roles: ['operator', 'cooperative'], ownersOf: ownerOf },
      summary: 'Give a seller a cut-off of his own; null: everybody’s again',
      params: bySellerClass,
      body: sellerCutoff,
      command: true,
      handle: ({ actor, params, body, command }) =>
        calendars.setSeller(params, body.rule, { actor, command }),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/sellers/:sellerId/minimum',
      who: { roles: ['operator', 'cooperative'], ownersOf: ownerOf },
      summary: 'Say what a delivery to a canteen must come to; 0: nothing',
      params: bySeller,
      body: minimum,
      command: true,
      handle: ({ actor, params, body, command }) =>
        calendars.setMinimum(params.sellerId, body.minOrderFen, { actor, command }),
    }),

    endpoint({
      method: 'GET',
      path: '/api/canteen/calendar',
      who: ['canteen'],
      summary: 'The days on which my canteen takes nothing in',
      answer: json(calendar),
      handle: ({ actor }) => calendars.calendarOf(actor.orgId),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/canteen/calendar',
      who: [
        { role: 'canteen', duty: 'buyer' },
        { role: 'canteen', duty: 'admin' },
      ],
      summary: 'Say on which days my canteen takes nothing in',
      body: calendar,
      command: true,
      handle: ({ actor, body, command }) => calendars.setCalendar(body, { actor, command }),
    }),
  ];
}

export type CalendarEndpoint = ReturnType<typeof calendarEndpoints>[number];
