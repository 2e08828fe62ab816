import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { addDays, instantOn } from '../../shared/calendar.ts';
import type { Actor } from '../../shared/actor.ts';
import { budgetId, monthPeriodOf, routeOf, termPeriodOf, windowId } from './limits.ts';
import {
  byPayer,
  limitsView,
  newBudget,
  newCredit,
  newWindow,
  windowsView,
  type LimitsView,
} from './limits.schema.ts';
import type { LimitService } from './limits.service.ts';

const MONEY_PEOPLE = [
  { role: 'canteen', duty: 'admin' },
  { role: 'canteen', duty: 'accountant' },
] as const;

/** Limits over HTTP: the operator grants credit, a canteen sets its budgets, a cooperative its windows. */
export function limitEndpoints(limits: LimitService) {
  return [
    endpoint({
      method: 'PUT',
      path: '/api/credit/:orgId',
      who: ['operator'],
      summary: 'How much a payer may owe; lowering it refuses new orders only',
      params: byPayer,
      body: newCredit,
      command: true,
      handle: ({ actor, params, body, command }) =>
        limits.set('credit', { id: params.orgId, to: body.limitFen }, { actor, command }),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/budgets',
      who: [...MONEY_PEOPLE],
      summary: 'What my organisation may order in a month or a term',
      body: newBudget,
      command: true,
      handle: ({ actor, body, command }) => {
        const id = budgetId(actor.orgId, body.period);
        return limits.set('budget', { id, to: body.limitFen }, { actor, command });
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/limits',
      who: ['canteen'],
      summary: 'Credit and budgets of my organisation: limit, promised, spent, left',
      answer: json(limitsView),
      handle: ({ actor }) => limitsViewFor(limits, actor),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/windows',
      who: ['cooperative'],
      summary:
        'How many stops my van can make in a district at an hour; it closes at noon two days before',
      body: newWindow,
      command: true,
      handle: ({ actor, body, command }) => {
        const { districtId, needOn, slot, drops } = body;
        const id = windowId(routeOf(actor.orgId, districtId), needOn, slot);
        const cutoffAt = instantOn(addDays(needOn, -2), '12:00');
        return limits.set('window', { id, to: drops, cutoffAt }, { actor, command });
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/windows',
      who: ['cooperative'],
      summary: 'The stops of my rounds: how many there are, and how many are taken',
      answer: json(windowsView),
      handle: async ({ actor }) => ({
        windows: await limits.windows(actor.orgId),
        today: limits.today(),
      }),
    }),
  ];
}

export type LimitEndpoint = ReturnType<typeof limitEndpoints>[number];

/** What the page shows, and the API. */
export async function limitsViewFor(
  limits: Pick<LimitService, 'credit' | 'budgets' | 'today'>,
  { orgId, duties }: Actor,
): Promise<LimitsView> {
  const today = limits.today();
  return {
    credit: (await limits.credit(orgId)) ?? null,
    budgets: await limits.budgets(orgId),
    month: monthPeriodOf(today),
    term: termPeriodOf(today),
    maySet: duties.includes('admin') || duties.includes('accountant'),
  };
}
