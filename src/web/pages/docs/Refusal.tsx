import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';

export interface RefusalProps {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  /** Names of the fields that are not right. */
  readonly fields: readonly string[];
  /** What our log knows it by; '' unless the fault is ours. */
  readonly instance: string;
  /** Where to go on after signing in; '' when that would not help. */
  readonly next: string;
}

export default function Refusal({ status, code, text, fields, instance, next }: RefusalProps) {
  const { w, link } = useWords('docs');
  return (
    <Main title={w.refusal.title(status)}>
      <div class="card refusal">
        <p>{text}</p>
        {fields.length > 0 && (
          <>
            <h2>{w.refusal.fields}</h2>
            <ul class="dots">
              {fields.map((field) => (
                <li key={field}>
                  <code>{field}</code>
                </li>
              ))}
            </ul>
          </>
        )}
        <p class="sm">
          {w.refusal.code} <a href={link(`/problems/${code}`)}>{code}</a>
          {instance && ` · ${w.refusal.reference} ${instance}`}
        </p>
        <p class="actions">
          {next && (
            <a class="btn primary" href={link(`/sign-in?next=${encodeURIComponent(next)}`)}>
              {w.refusal.signIn}
            </a>
          )}
          <a class="btn" href={link('/')}>
            {w.refusal.home}
          </a>
        </p>
      </div>
    </Main>
  );
}
