import Joi from 'joi';
import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import type { Batch, NewBatch } from '../../src/features/batches/batch.ts';
import { batchModel } from '../../src/features/batches/batch.model.ts';
import { batchView, newBatch, reasoned } from '../../src/features/batches/batch.schema.ts';
import type { BalanceDoc } from '../../src/features/pools/pool.model.ts';
import { json } from '../../src/http/answer.ts';
import { endpoint } from '../../src/http/endpoint.ts';
import type { Actor } from '../../src/shared/actor.ts';
import type { Command } from '../../src/shared/command.ts';
import type { Price } from '../../src/shared/money.ts';
import { object, oneOf, optional, withDefault, type Infer } from '../../src/shared/schema.ts';
import type { createApi } from '../../src/web/client/api.ts';

// Compile-time proof that drift is caught. Never executed.
type Same<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
export const exact: Same<Infer<typeof reasoned>, { reason: string }> = true;

const withOptional = object({
  name: Joi.string(),
  note: optional(Joi.string()),
  grade: oneOf('A', 'B'),
});
export const exact2: Same<
  Infer<typeof withOptional>,
  { name: string; grade: 'A' | 'B'; note?: string }
> = true;

const nullable = Joi.string().allow(null) as Joi.AnySchema<string | null>;
const fields = {
  productId: Joi.string(),
  baseId: nullable,
  plotId: nullable,
  harvestedOn: nullable,
  works: nullable,
  producedOn: nullable,
  note: nullable,
};
const kind = oneOf('harvested', 'made');
export const right: Joi.ObjectSchema<NewBatch> = object({ ...fields, kind, grams: Joi.number() });
// @ts-expect-error grams are missing
export const missing: Joi.ObjectSchema<NewBatch> = object({ ...fields, kind });
// @ts-expect-error wrong kind
export const wrong: Joi.ObjectSchema<NewBatch> = object({ ...fields, kind, grams: Joi.string() });
// @ts-expect-error optional in the schema, required in the domain
export const loose: Joi.ObjectSchema<NewBatch> = object({
  ...fields,
  kind,
  grams: optional(Joi.number()),
});
// @ts-expect-error wider than the domain
export const wide: Joi.ObjectSchema<NewBatch> = object({
  ...fields,
  kind: Joi.string(),
  grams: Joi.number(),
});
export const same: Joi.ObjectSchema<NewBatch> = newBatch;

// @ts-expect-error a price is by weight or by the one unit, and one box is not two
export const pair: Price = { fen: 1, perUnit: 2 };
// @ts-expect-error only the fen of a price
export const half: Joi.AlternativesSchema<Price> = Joi.alternatives<{ fen: number }>();

// @ts-expect-error misspelt field in an update
export const typo = { $inc: { availGram: -1 } } satisfies UpdateQueryKnownOnly<BalanceDoc>;

export async function filters(db: Connection) {
  const Batches = batchModel(db);
  await Batches.findOne({ cod: 'x' }); // NOT caught by mongoose's types; `strictQuery: 'throw'` catches it at run time
  // @ts-expect-error wrong type in a filter
  await Batches.findOne({ productId: 1 });
}

// An endpoint's handler knows what the schemas promise, and no more.
const about = { method: 'GET', path: '/x/:code', summary: '' } as const;
const params = object({ code: Joi.string() });
const answer = json(object({ code: Joi.string() }));

endpoint({
  ...about,
  who: ['canteen'],
  params,
  query: object({ limit: withDefault(Joi.number(), 20) }),
  answer,
  handle: (input) => {
    const same: Same<
      typeof input,
      {
        readonly actor: Actor;
        readonly params: { code: string };
        readonly query: { limit: number };
        readonly body: undefined;
        readonly command: undefined;
      }
    > = true;
    return { code: input.params.code, same };
  },
});
endpoint({
  ...about,
  who: 'anyone',
  params,
  answer,
  // @ts-expect-error where anyone may ask, there may be no actor
  handle: ({ actor }) => ({ code: actor.orgId }),
});
endpoint({
  ...about,
  who: {
    roles: ['cooperative'],
    ownersOf: ({ code }) => Promise.resolve({ cooperative: code }),
  },
  params,
  answer,
  // @ts-expect-error not what `answer` promises
  handle: () => ({ cod: 'x' }),
});
// @ts-expect-error `who` has no default
endpoint({ ...about, params, answer, handle: () => ({ code: 'x' }) });
// @ts-expect-error nobody has this role
endpoint({ ...about, who: ['wizard'], params, answer, handle: () => ({ code: 'x' }) });
// @ts-expect-error an empty list of roles lets nobody in
endpoint({ ...about, who: [], params, answer, handle: () => ({ code: 'x' }) });
// @ts-expect-error nobody has this duty
endpoint({ ...about, who: [{ role: 'canteen', duty: 'x' }], params, handle: () => undefined });
endpoint({
  ...about,
  // @ts-expect-error the owner is sought by a name that is not in the path
  who: { roles: ['canteen'], ownersOf: (p: { id: string }) => Promise.resolve({ canteen: p.id }) },
  params,
  handle: () => undefined,
});
endpoint({
  ...about,
  // @ts-expect-error officers own nothing
  who: { roles: ['officer'], ownersOf: () => Promise.resolve({ officer: 'x' }) },
  params,
  handle: () => undefined,
});
endpoint({
  ...about,
  method: 'POST',
  who: ['canteen'],
  params,
  command: true,
  answer: json(object({ same: Joi.boolean() })),
  handle: ({ command }) => ({ same: true satisfies Same<typeof command, Command> }),
});
endpoint({
  ...about,
  who: 'anyone',
  params,
  answer: json(batchView),
  // @ts-expect-error a view holds no Date
  handle: () => ({}) as Batch,
});

// The client of the web pages knows the same table.
export async function calls(api: ReturnType<typeof createApi>) {
  const list = await api('GET', '/api/batches', { query: { limit: 5 } });
  const availG: number | undefined = list.value?.batches[0]?.availG;
  const stop = { code: 'b', stopId: 's' };
  await api('DELETE', '/api/batches/:code/stops/:stopId', { params: stop, key: 'k' });
  // @ts-expect-error no such endpoint
  await api('DELETE', '/api/batches', {});
  const half = { params: { code: 'b' }, key: 'k' };
  // @ts-expect-error stopId is missing
  await api('DELETE', '/api/batches/:code/stops/:stopId', half);
  // @ts-expect-error a command needs its key
  await api('DELETE', '/api/batches/:code/stops/:stopId', { params: stop });
  const cents = { params: { offerId: 'o' }, body: { cents: 1 }, key: 'k' };
  // @ts-expect-error a price has fen, and perG or perUnit
  await api('PUT', '/api/offers/:offerId/price', cents);
  return availG;
}
