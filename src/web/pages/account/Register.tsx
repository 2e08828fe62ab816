import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { RegisterProps } from '../../routes/account.schema.ts';
import { thenSignIn, typed } from './enter.ts';

/** A consumer's account, and the way on to where they were. */
export default function Register({ next }: RegisterProps) {
  const { w, link } = useWords('account');
  return (
    <Main title={w.register.title} sub={w.register.sub}>
      <div class="card">
        <Form
          name="register"
          send={register}
          done={() => {
            location.assign(link(next));
          }}
          submit={w.register.submit}
          beside={<a href={link('/sign-in')}>{w.register.haveAccount}</a>}
        >
          <Field name="login" label={w.login} autocomplete="username" required maxLength={254} />
          <Field
            name="name"
            label={w.name}
            hint={w.register.nameHint}
            autocomplete="name"
            required
            maxLength={60}
          />
          <Field
            name="password"
            type="password"
            label={w.password}
            hint={w.passwordHint}
            autocomplete="new-password"
            required
          />
        </Form>
      </div>
    </Main>
  );
}

async function register(data: FormData, key: string) {
  const login = typed(data, 'login').trim();
  const password = typed(data, 'password');
  const body = { login, password, name: typed(data, 'name').trim() };
  return thenSignIn(await api('POST', '/api/accounts', { body, key }), { login, password });
}
