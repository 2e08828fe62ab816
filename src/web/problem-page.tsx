import type { Problem, ShowProblem } from '../http/problem.ts';
import type { Actor } from '../shared/actor.ts';
import { dictionaryIn } from './document.tsx';
import { problemText } from './i18n/problems.ts';
import { languageOf } from './language.ts';
import { sendSheet } from './page.tsx';
import Refusal, { type RefusalProps } from './pages/docs/Refusal.tsx';

/** A refusal as a page, in the reader's language, with the frame they know. */
export const showProblem: ShowProblem = (req, res, problem) => {
  const actor = res.locals['actor'] as Actor | undefined;
  const lang = languageOf(req, res, { remembers: actor !== undefined });
  const { docs, problems } = dictionaryIn(lang);
  const props: RefusalProps = {
    status: problem.status,
    code: problem.code,
    text: problemText(problems, problem),
    fields: fieldsOf(problem),
    instance: problem.status >= 500 ? problem.instance : '',
    next: problem.status === 401 ? req.originalUrl : '',
  };
  res.set('Cache-Control', 'private, no-cache');
  sendSheet(res, {
    lang,
    area: 'docs',
    frame: actor && actor.role !== 'consumer' ? 'console' : 'shop',
    title: docs.refusal.title(problem.status),
    view: Refusal,
    props,
    actor,
    url: req.originalUrl,
    formKey: '',
  });
};

function fieldsOf(problem: Problem): string[] {
  const errors = problem['errors'];
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'field' in error ? [String(error.field)] : [],
  );
}
