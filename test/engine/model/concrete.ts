import { ModelError, textOf, type Collection } from '../../support/mongo-model/index.ts';
import type { Doc } from './palette.ts';
import type { Operation } from './statement.ts';

/**
 * Where MongoDB may choose a document, or the order in which it changes several, the statement is
 * narrowed to one of them by its `_id`; so every statement has one outcome.
 */
export function concrete(operation: Operation, model: Collection): Operation {
  if (!('pick' in operation)) return operation;
  const met = candidates(model, operation.filter);
  if (met.length < 2) return operation;
  const many = operation.kind === 'updateMany' || operation.kind === 'deleteMany';
  if (many && isFree(operation, model)) return operation;
  const chosen = met[operation.pick % met.length];
  const { filter } = operation;
  const _id = chosen?.['_id'];
  return {
    ...operation,
    filter: '_id' in filter ? { $and: [filter, { _id }] } : { ...filter, _id },
  };
}

function candidates(model: Collection, filter: Doc): Doc[] {
  try {
    return model.candidates(filter).map(({ doc }) => doc);
  } catch (error) {
    if (error instanceof ModelError) return [];
    throw error;
  }
}

/** Whether every order of the documents leads to the same: forwards and backwards decide it. */
function isFree(operation: Operation, model: Collection): boolean {
  if (operation.kind !== 'updateMany') return true;
  const { filter, update, arrayFilters = [] } = operation;
  const [one, other] = [false, true].map((backwards) => {
    const fork = model.fork();
    try {
      fork.updateMany(filter, update, { arrayFilters, backwards });
      return textOf(fork.find({}, { sort: { _id: 1 } }));
    } catch (error) {
      if (error instanceof ModelError) return undefined;
      throw error;
    }
  });
  return one !== undefined && one === other;
}
