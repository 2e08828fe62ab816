import type { mongo } from 'mongoose';
import { createModel, textOf } from '../../support/mongo-model/index.ts';
import { concrete } from './concrete.ts';
import { codesOf, onModel, onServer, type Outcome } from './perform.ts';
import { others } from './pipelines.ts';
import type { Operation, Sequence } from './statement.ts';

/** Plays one sequence on the server and on the model; throws at the first difference. */
export async function play(db: mongo.Db, sequence: Sequence): Promise<void> {
  const model = createModel();
  const [mine, theirs] = [model.collection('model'), db.collection('model')];
  model.collection('other').insertMany(others);
  await theirs.drop();
  await db.createCollection('model');
  const statements: Operation[] = [
    ...sequence.indexes.map((one): Operation => ({ kind: 'createIndex', ...one })),
    {
      kind: 'insertMany',
      docs: sequence.docs.length > 0 ? sequence.docs : [{ _id: 0 }],
      ordered: false,
    },
    ...sequence.operations,
    { kind: 'find', filter: {}, options: { sort: { _id: 1 } } },
  ];
  for (const [i, statement] of statements.entries()) {
    const operation = concrete(statement, mine);
    const before = mine.fork();
    const expected = onModel(mine, operation);
    const actual = await onServer(theirs as never, operation);
    const found = difference(expected, actual, (code) => codesOf(before, operation, code));
    if (found !== undefined) throw new Error(`statement ${i}: ${show(operation)}\n${found}`);
  }
}

function difference(
  expected: Outcome,
  actual: Outcome,
  codes: (code: number) => Set<number>,
): string | undefined {
  if (expected.code === undefined || actual.code === undefined) {
    return expected.result === actual.result ? undefined : say(expected, actual);
  }
  if (!codes(expected.code).has(actual.code)) return say(expected, actual);
  const facts = expected.code === actual.code ? Object.entries(expected.facts ?? {}) : [];
  return facts.every(([name, one]) => textOf(one) === textOf(actual.facts?.[name]))
    ? undefined
    : say(expected, actual);
}

const say = (expected: Outcome, actual: Outcome): string =>
  `model:  ${show(expected)}\nserver: ${show(actual)}`;

const show = (one: object): string =>
  Object.entries(one)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : textOf(value)}`)
    .join(', ');
