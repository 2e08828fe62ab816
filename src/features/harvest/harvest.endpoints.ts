import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import {
  byBinding,
  byPlan,
  harvestWeek,
  newForecast,
  planMade,
  weekQuery,
  word,
} from './harvest.schema.ts';
import type { Harvest } from './harvest.service.ts';

/** Forecasts of a cooperative and what it says of a harvest. */
export function harvestEndpoints(harvest: Harvest) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/harvest',
      who: ['cooperative'],
      summary: 'A week of forecasts: expected, promised, free; and harvests that are short',
      query: weekQuery,
      answer: json(harvestWeek),
      handle: ({ actor, query }) => harvest.week(actor, query.from),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/harvest/plans',
      who: ['cooperative'],
      summary:
        'What a base is expected to give of a product on a day; never below what is promised',
      body: newForecast,
      command: true,
      answer: json(planMade),
      handle: async ({ actor, body, command }) => {
        const { id } = await harvest.foresee(body, actor, command);
        return { id };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/harvest/plans/:id/nothing',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => harvest.ownersOfPlan(id) },
      summary: 'Nothing was harvested: who pre-ordered is told, and not charged',
      params: byPlan,
      command: true,
      handle: ({ params, actor }) => harvest.nothing(params.id, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/harvest/bindings/:id/word',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => harvest.ownersOfBinding(id) },
      summary: 'A harvest that is short of what is promised: all of it, or more to come',
      params: byBinding,
      body: word,
      command: true,
      handle: async ({ params, body, actor }) => {
        await harvest.decide(params.id, body.isLast, actor);
      },
    }),
  ];
}

export type HarvestEndpoint = ReturnType<typeof harvestEndpoints>[number];
