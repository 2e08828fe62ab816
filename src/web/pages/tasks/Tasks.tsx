import type { TaskView } from '../../../features/tasks/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';

export interface TasksProps {
  readonly open: readonly TaskView[];
  readonly done: readonly TaskView[];
}

/** What a person has to decide 待办, the newest first; below, what was decided lately. */
export default function Tasks({ open, done }: TasksProps) {
  const { w } = useWords('tasks');
  return (
    <Main title={w.tasks.title} sub={w.tasks.sub}>
      {open.length === 0 ? (
        <div class="card empty">
          <Empty text={w.tasks.empty} />
        </div>
      ) : (
        <div class="stack">
          {open.map((task) => (
            <Open key={task.id} {...task} />
          ))}
        </div>
      )}
      {done.length > 0 && (
        <section class="stack" aria-labelledby="done">
          <h2 id="done">{w.tasks.done}</h2>
          <ul class="dots">
            {done.map(({ id, kind, facts, outcome }) => (
              <li key={id}>
                {[w.tasks.kinds[kind](facts), w.tasks.outcomes[outcome] ?? outcome]
                  .filter((text) => text !== '')
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Main>
  );
}

function Open({ id, kind, facts, href, at }: TaskView) {
  const { w, link } = useWords('tasks');
  const text = w.tasks.kinds[kind](facts);
  return (
    <section class="card stack" aria-label={text}>
      <p>
        {text} <span class="sm">{w.tasks.since(at)}</span>
      </p>
      <p class="actions">
        <a class="btn" href={link(href)}>
          {w.tasks.go}
        </a>
      </p>
      <details>
        <summary>{w.tasks.finish}</summary>
        <Form
          name={`done-${id}`}
          draft={false}
          submit={w.tasks.finish}
          send={(data, key) =>
            api('POST', '/api/tasks/:id/done', {
              params: { id },
              body: { outcome: textOf(data, 'outcome') },
              key,
            })
          }
          done={reload}
        >
          <Field name="outcome" label={w.tasks.outcome} required maxLength={300} />
        </Form>
      </details>
    </section>
  );
}

function reload(): void {
  location.reload();
}
