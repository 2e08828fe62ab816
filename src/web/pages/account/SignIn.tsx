import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Main } from '../../parts/Main.tsx';
import type { SignInProps } from '../../routes/account.schema.ts';

/** A plain form: works without a script. */
export default function SignIn({ next, problem }: SignInProps) {
  const { w, link } = useWords('account');
  return (
    <Main title={w.signIn.title}>
      <form class="fields card" method="post" action="/api/session">
        {problem !== '' && (
          <div class="summary" role="alert">
            <p>{problem}</p>
          </div>
        )}
        <input type="hidden" name="next" value={next} />
        <Field name="login" label={w.login} autocomplete="username" required maxLength={254} />
        <Field
          name="password"
          type="password"
          label={w.password}
          autocomplete="current-password"
          required
        />
        <div class="actions">
          <button class="btn primary">{w.signIn.submit}</button>
        </div>
      </form>
      <p class="actions">
        {w.signIn.noAccount}
        <a href={link(next === '' ? '/register' : `/register?next=${encodeURIComponent(next)}`)}>
          {w.signIn.register}
        </a>
        <a href={link('/register/organisation')}>{w.signIn.organisation}</a>
      </p>
    </Main>
  );
}
