import Joi from 'joi';
import { list, object, type Infer } from '../../shared/schema.ts';

const operation = object({
  method: Joi.string(),
  path: Joi.string(),
  summary: Joi.string(),
  /** Empty: anyone. */
  roles: list(Joi.string()),
  command: Joi.boolean(),
  parameters: list(object({ name: Joi.string(), where: Joi.string(), required: Joi.boolean() })),
  answers: Joi.number(),
});
/** The readable list of endpoints. */
export const apiDocs = object({ q: Joi.string().allow(''), operations: list(operation) });
/** What one code means. */
export const problemDocs = object({
  code: Joi.string(),
  known: Joi.boolean(),
  zh: Joi.string(),
  en: Joi.string(),
});

export type ApiDocsProps = Infer<typeof apiDocs>;
export type ProblemDocsProps = Infer<typeof problemDocs>;
export type Operation = Infer<typeof operation>;
