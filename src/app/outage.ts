import type { ErrorRequestHandler } from 'express';
import { isFull, isLost } from '../platform/database.ts';
import { AppError } from '../shared/errors.ts';

/** A lost database is an outage that passes (503), a full disk has its own word (507). */
export const explainOutage: ErrorRequestHandler = (error, _req, _res, next) => {
  next(outageOf(error) ?? error);
};

function outageOf(cause: unknown): AppError | undefined {
  if (isLost(cause))
    return new AppError('busy', 'database.lost', 'The database is away for a moment.', { cause });
  if (isFull(cause))
    return new AppError('full', 'storage.full', 'There is no room on the disk.', { cause });
  return undefined;
}
