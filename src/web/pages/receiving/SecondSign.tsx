import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

/** The second inspector: on this device with a password, or on the own one. */
export function SecondSign({ receiptId }: { receiptId: string }) {
  const { w } = useWords('receiving');
  const params = { id: receiptId };
  const reload = () => {
    location.reload();
  };
  const textOf = (data: FormData, name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return (
    <section class="stack">
      <h3>{w.receipt.second}</h3>
      <p class="sm">{w.receipt.secondHint}</p>
      <Form
        name="second"
        draft={false}
        submit={w.receipt.sign}
        send={(data, key) => {
          const body = {
            name: textOf(data, 'name').trim(),
            login: textOf(data, 'login').trim(),
            password: textOf(data, 'password'),
          };
          return api('POST', '/api/receipts/:id/sign-with', { params, body, key });
        }}
        done={reload}
      >
        <Field name="name" label={w.receipt.name} required maxLength={40} />
        <Field name="login" label={w.receipt.login} required autocomplete="off" />
        <Field
          name="password"
          type="password"
          label={w.receipt.password}
          required
          autocomplete="off"
        />
      </Form>
      <details>
        <summary>{w.receipt.own}</summary>
        <Form
          name="own"
          draft={false}
          submit={w.receipt.sign}
          send={(data, key) => {
            const body = { name: textOf(data, 'own-name').trim() };
            return api('POST', '/api/receipts/:id/sign', { params, body, key });
          }}
          done={reload}
        >
          <Field name="own-name" label={w.receipt.name} required maxLength={40} />
        </Form>
      </details>
    </section>
  );
}
