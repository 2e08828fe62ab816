import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { BatchProps } from '../../routes/batches.schema.ts';
import { textOf } from './base-words.ts';
import { PaperTicks } from './PaperTicks.tsx';

type Props = Pick<BatchProps, 'batch'>;

function reload(): void {
  location.reload();
}

/** More photos, behind the ones that are there. */
export function AddPhotos({ batch: { code, photos } }: Props) {
  const { w } = useWords('batches');
  async function add(_: FormData, key: string) {
    const more = await uploaded('more-photos');
    if (!more || more.length === 0) return wrongFields('more-photos');
    const body = { photos: [...new Set([...photos, ...more])] };
    return api('PUT', '/api/batches/:code/photos', { params: { code }, body, key });
  }
  return (
    <details class="card">
      <summary>{w.detail.addPhotos}</summary>
      <Form name="photos" draft={false} send={add} done={reload} submit={w.detail.addPhotos}>
        <Upload name="more-photos" label={w.form.photos} kind="photo" max={12 - photos.length} />
      </Form>
    </details>
  );
}

/** More papers; of a submitted batch their grams are taken at once, and the gate is asked again. */
export function AddPapers({
  batch: { code, papers: own },
  papers,
}: Props & Pick<BatchProps, 'papers'>) {
  const { w } = useWords('batches');
  function add(data: FormData, key: string) {
    const paperIds = [...own.map(({ id }) => id), ...data.getAll('paperIds').map(String)];
    return api('PUT', '/api/batches/:code/papers', { params: { code }, body: { paperIds }, key });
  }
  return (
    <details class="card">
      <summary>{w.detail.addPapers}</summary>
      <Form name="papers" draft={false} send={add} done={reload} submit={w.detail.addPapers}>
        <PaperTicks papers={papers} />
      </Form>
    </details>
  );
}

/** The result of a screening or of a laboratory. */
export function AddTest({ batch: { code } }: Props) {
  const { w } = useWords('batches');
  const d = w.detail;
  return (
    <details class="card">
      <summary>{d.addTest}</summary>
      <Form
        name="test"
        draft={false}
        send={(data, key) => sendTest(code, data, key)}
        done={reload}
        submit={d.addTest}
      >
        <Field name="kind" label={d.tests}>
          {(attributes) => (
            <select {...attributes}>
              <option value="rapid">{d.testKinds.rapid}</option>
              <option value="laboratory">{d.testKinds.laboratory}</option>
            </select>
          )}
        </Field>
        <Field name="item" label={d.item} value={d.itemDefault} required maxLength={120} />
        <Field name="method" label={d.method} value={d.methodDefault} required maxLength={120} />
        <Field name="inhibition" label={d.inhibition} inputMode="decimal" />
        <Field name="verdict" label={d.verdict}>
          {(attributes) => (
            <select {...attributes}>
              <option value="pass">{d.verdicts.pass}</option>
              <option value="fail">{d.verdicts.fail}</option>
            </select>
          )}
        </Field>
      </Form>
    </details>
  );
}

/** GB/T 5009.199: an inhibition of 50 % or more is suspicious. */
const LIMIT_PERMILLE = 500;

function sendTest(code: string, data: FormData, key: string) {
  const typed = textOf(data, 'inhibition');
  const thousandths = typed === '' ? null : readGrams(typed); // '12.5' % → 12500 thousandths of a %
  if (thousandths === undefined) return Promise.resolve(wrongFields('inhibition'));
  const kind = textOf(data, 'kind') === 'laboratory' ? 'laboratory' : 'rapid';
  const body = {
    kind,
    item: textOf(data, 'item'),
    method: textOf(data, 'method'),
    inhibitionPermille: thousandths === null ? null : Math.round(thousandths / 100),
    limitPermille: kind === 'rapid' ? LIMIT_PERMILLE : null,
    verdict: textOf(data, 'verdict') === 'fail' ? ('fail' as const) : ('pass' as const),
    fileId: null,
  } as const;
  return api('POST', '/api/batches/:code/tests', { params: { code }, body, key });
}
