import { hydrate } from 'preact';
import { problemIn, NETWORK_DOWN, type Result } from '../../src/web/client/problem.ts';
import { words as common } from '../../src/web/i18n/zh/common.ts';
import { SettingContext } from '../../src/web/i18n/index.ts';
import { Field } from '../../src/web/parts/Field.tsx';
import { Form } from '../../src/web/parts/Form.tsx';

/** A page with one form, for the tests of forms; `form.test.ts` bundles it and answers it. */
async function send(data: FormData, key: string): Promise<Result<unknown>> {
  const response = await fetch('/api/thing', {
    method: 'POST',
    headers: { 'idempotency-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(data)),
  }).catch(() => undefined);
  if (!response) return { problem: NETWORK_DOWN };
  return response.ok ? { value: await response.json() } : { problem: await problemIn(response) };
}

const setting = {
  lang: 'zh',
  area: 'docs',
  common,
  words: {},
  formKey: 'a-page-key-of-the-server',
  account: 'u-1',
  problemsUrl: '/problems.js',
} as const;

const root = document.getElementById('app');
if (root) {
  hydrate(
    <SettingContext.Provider value={setting}>
      <Form name="thing" send={send} done={() => undefined} submit="保存">
        <Field name="title" label="品名" />
        <Field name="secret" label="密码" type="password" />
      </Form>
    </SettingContext.Provider>,
    root,
  );
}
