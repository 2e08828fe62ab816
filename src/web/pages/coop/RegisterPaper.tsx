import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { NewPaperProps } from '../../routes/bases.schema.ts';
import { maybeOf, nameIn, textOf } from './base-words.ts';

const VERDICTS = ['none', 'pass', 'fail'] as const;

/** A paper that others issued, with its scan. */
export function RegisterPaper({ kinds, today }: Pick<NewPaperProps, 'kinds' | 'today'>) {
  const { w, lang, link } = useWords('bases');
  const f = w.paperForm;
  return (
    <Form
      name="paper"
      send={(data, key) => register(kinds, data, key)}
      done={() => {
        location.assign(link('/coop/papers'));
      }}
      submit={f.register}
    >
      <Field name="kind" label={f.kind}>
        {(attributes) => (
          <select {...attributes}>
            {kinds.map((kind) => (
              <option key={kind.id} value={kind.id}>
                {nameIn(lang, kind)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="no" label={f.number} required maxLength={60} />
      <Field name="issuer" label={f.issuer} required maxLength={80} />
      <Field name="issuedOn" type="date" label={f.issuedOn} required max={today} />
      <Field name="validFrom" type="date" label={f.validFrom} required />
      <Field name="validTo" type="date" label={f.validTo} />
      <Field name="grams" label={f.quantity} inputMode="decimal" />
      <Field name="verdict" label={f.verdict}>
        {(attributes) => (
          <select {...attributes}>
            {VERDICTS.map((verdict) => (
              <option key={verdict} value={verdict}>
                {f.verdicts[verdict]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="item" label={f.item} maxLength={120} />
      <Field name="method" label={f.method} maxLength={120} />
      <Field name="result" label={f.result} maxLength={120} />
      <Upload name="paper-scan" label={f.file} hint={f.fileHint} kind="paper" max={1} />
    </Form>
  );
}

async function register(kinds: NewPaperProps['kinds'], data: FormData, key: string) {
  const files = await uploaded('paper-scan');
  const typed = textOf(data, 'grams');
  const grams = typed === '' ? null : readGrams(typed);
  if (!files) return wrongFields('paper-scan');
  if (grams === undefined) return wrongFields('grams');
  const kind = kinds.find(({ id }) => id === textOf(data, 'kind'))?.id;
  if (!kind) return wrongFields('kind');
  const body = {
    kind,
    no: textOf(data, 'no'),
    issuer: textOf(data, 'issuer'),
    issuedOn: textOf(data, 'issuedOn'),
    validFrom: textOf(data, 'validFrom'),
    validTo: maybeOf(data, 'validTo'),
    grams,
    fileId: files[0] ?? null,
    test: testOf(data),
  };
  return api('POST', '/api/papers', { body, key });
}

function testOf(data: FormData) {
  const verdict = textOf(data, 'verdict');
  if (verdict !== 'pass' && verdict !== 'fail') return null;
  const [item, method, result] = ['item', 'method', 'result'].map((name) => textOf(data, name));
  return { item: item ?? '', method: method ?? '', result: result ?? '', verdict } as const;
}
