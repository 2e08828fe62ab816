import { useState } from 'preact/hooks';
import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { textOf } from '../../client/form-text.ts';
import { readGrams } from '../../client/typed.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

export interface WorkLot {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly availG: number;
}
export interface WorkProduct {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
}

interface Props {
  readonly lots: readonly WorkLot[];
  readonly products: readonly WorkProduct[];
}

const KINDS = ['pack', 'cut', 'mix', 'process'] as const;
type Kind = (typeof KINDS)[number];
const MOST_ROWS = 20;

/** The sheet of one transformation: what goes in, what comes out, what is lost. */
export function NewWork({ lots, products }: Props) {
  const { w, link } = useWords('work');
  const f = w.form;
  if (lots.length === 0) return <p class="note">{f.noLots}</p>;
  return (
    <details class="card">
      <summary>{f.title}</summary>
      <p class="sm">{f.explain}</p>
      <Form
        name="work"
        submit={f.submit}
        send={(data, key) => send(data, key)}
        done={() => {
          location.assign(link('/coop/work'));
        }}
      >
        <Choice
          name="kind"
          label={f.kind}
          options={KINDS.map((kind) => [kind, f.kinds[kind]] as const)}
        />
        <Inputs lots={lots} />
        <Outputs products={products} />
        <Field name="waste" label={f.waste} inputMode="decimal" defaultValue="0" />
        <Field name="permille" label={f.permille} inputMode="numeric" maxLength={5} />
        <Most />
        <Field name="works" label={f.works} maxLength={100} />
        <Field name="note" label={f.note} maxLength={300} />
      </Form>
    </details>
  );
}

function Inputs({ lots }: Pick<Props, 'lots'>) {
  const { w, lang } = useWords('work');
  const { lot, input, inputKg, moreInputs, none } = w.form;
  const [count, setCount] = useState(1);
  const options = lots.map(
    ({ code, name, availG }) =>
      [code, lot(printedCode(code), name[lang], kilograms(availG))] as const,
  );
  return (
    <>
      {rows(count).map((n) => (
        <div class="pair" key={n}>
          <Choice
            {...{ name: `in-${n}`, label: input(n), options, none: n > 1 ? none : undefined }}
          />
          <Field name={`in-kg-${n}`} label={inputKg(n)} inputMode="decimal" required={n === 1} />
        </div>
      ))}
      <More text={moreInputs} at={count} set={setCount} />
    </>
  );
}

function Outputs({ products }: Pick<Props, 'products'>) {
  const { w, lang } = useWords('work');
  const { output, outputKg, moreOutputs, none } = w.form;
  const [count, setCount] = useState(1);
  const options = products.map(({ id, name }) => [id, name[lang]] as const);
  return (
    <>
      {rows(count).map((n) => (
        <div class="pair" key={n}>
          <Choice
            {...{ name: `out-${n}`, label: output(n), options, none: n > 1 ? none : undefined }}
          />
          <Field name={`out-kg-${n}`} label={outputKg(n)} inputMode="decimal" required={n === 1} />
        </div>
      ))}
      <More text={moreOutputs} at={count} set={setCount} />
    </>
  );
}

const rows = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly none?: string | undefined;
}

function Choice({ name, label, options, none }: ChoiceProps) {
  return (
    <Field name={name} label={label}>
      {(attributes) => (
        <select {...attributes}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function More({ text, at, set }: { text: string; at: number; set: (n: number) => void }) {
  if (at >= MOST_ROWS) return null;
  return (
    <p class="actions">
      <button
        type="button"
        class="btn"
        onClick={() => {
          set(at + 1);
        }}
      >
        {text}
      </button>
    </p>
  );
}

/** Says what may come out at most, as the rules will judge it. */
function Most() {
  const { w } = useWords('work');
  const [said, setSaid] = useState('');
  async function ask(form: HTMLFormElement | null): Promise<void> {
    const data = new FormData(form ?? undefined);
    const inputs = inputsOf(data).map(({ batchId, g }) => `${batchId}:${g}`);
    if (inputs.length === 0) return;
    const outMaxPermille = permilleOf(data) ?? undefined;
    const query = {
      kind: kindOf(data),
      inputs: inputs.join(),
      ...(outMaxPermille && { outMaxPermille }),
    };
    const { value } = await api('GET', '/api/works-most', { query });
    if (value) setSaid(w.form.mostIs(kilograms(value.mostG)));
  }
  return (
    <p class="actions">
      <button
        type="button"
        class="btn"
        onClick={(event) => {
          void ask(event.currentTarget.form);
        }}
      >
        {w.form.most}
      </button>
      <span role="status">{said}</span>
    </p>
  );
}

function send(data: FormData, key: string) {
  const wasteG = readGrams(textOf(data, 'waste') || '0');
  const inputs = inputsOf(data);
  const outputs = named(data, 'out').map(([productId, g]) => ({ productId, g }));
  if (inputs.length === 0) return Promise.resolve(wrongFields('in-kg-1'));
  if (outputs.length === 0) return Promise.resolve(wrongFields('out-kg-1'));
  if (wasteG === undefined) return Promise.resolve(wrongFields('waste'));
  const body = {
    ...{ kind: kindOf(data), inputs, outputs, wasteG, outMaxPermille: permilleOf(data) },
    works: textOf(data, 'works') || null,
    note: textOf(data, 'note') || null,
  };
  return api('POST', '/api/works', { body, key });
}

function kindOf(data: FormData): Kind {
  return KINDS.find((kind) => kind === textOf(data, 'kind')) ?? 'pack';
}

function permilleOf(data: FormData): number | null {
  const text = textOf(data, 'permille');
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
}

function inputsOf(data: FormData) {
  return named(data, 'in').map(([batchId, g]) => ({ batchId, g }));
}

/** What was chosen and weighed in the rows of one side; empty rows are left out. */
function named(data: FormData, side: 'in' | 'out'): [string, number][] {
  return rows(MOST_ROWS).flatMap((n): [string, number][] => {
    const grams = readGrams(textOf(data, `${side}-kg-${n}`));
    const id = textOf(data, `${side}-${n}`);
    return id !== '' && grams !== undefined && grams > 0 ? [[id, grams]] : [];
  });
}
