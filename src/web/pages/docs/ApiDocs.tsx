import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { ApiDocsProps } from '../../routes/docs.schema.ts';

export default function ApiDocs({ q, operations }: ApiDocsProps) {
  const { lang, t, w } = useWords('docs');
  return (
    <Main title={w.api.title} sub={w.api.count(operations.length)}>
      <p>
        {w.api.lead} <a href="/api/openapi.json">/api/openapi.json</a>
      </p>
      <form class="tools" role="search">
        {lang === 'en' && <input type="hidden" name="lang" value="en" />}
        <label class="grow">
          {w.api.searchLabel}
          <input type="search" name="q" value={q} />
        </label>
        <button class="btn">{t.search}</button>
      </form>
      {operations.length === 0 && <p>{w.api.none}</p>}
      <ul class="stack">
        {operations.map((operation) => (
          <Operation key={operation.method + operation.path} {...operation} />
        ))}
      </ul>
    </Main>
  );
}

function Operation(operation: ApiDocsProps['operations'][number]) {
  const { method, path, summary, roles, command, parameters, answers } = operation;
  const { w } = useWords('docs');
  return (
    <li class="card">
      <h2 class="mono">
        {method} <span class="break">{path}</span>
      </h2>
      <p lang="en">{summary}</p>
      <p class="sm">
        {w.api.who}: {roles.length > 0 ? roles.join(' · ') : w.api.anyone} · {w.api.answers}{' '}
        {answers}
      </p>
      {command && <p class="sm">{w.api.command}</p>}
      {parameters.length > 0 && (
        <p class="sm">
          {w.api.parameters}:{' '}
          {parameters.map(({ name, where, required }) => (
            <span class="tag" key={name}>
              {name} · {w.api.where[where]}
              {required && ` · ${w.api.need}`}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}
