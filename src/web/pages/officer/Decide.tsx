import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

const VERDICTS = ['pass', 'return', 'suspicious'] as const;
const TEXT = 'words';

/** The officer signs; and beside it, as an action of its own, stops the batch. */
export function Decide({ code }: { code: string }) {
  const { w } = useWords('officer');
  return (
    <section class="card">
      <h2>{w.decide.title}</h2>
      <p class="sm">{w.decide.lead}</p>
      <Form
        name="decide"
        send={(data, key) =>
          api('POST', '/api/checks/:code/decisions', { params: { code }, body: bodyOf(data), key })
        }
        done={() => {
          location.reload();
        }}
        submit={w.decide.submit}
      >
        <fieldset class="choices">
          <legend>{w.decide.verdict}</legend>
          {VERDICTS.map((verdict, i) => (
            <label class="check" key={verdict}>
              <input type="radio" name="verdict" value={verdict} defaultChecked={i === 0} />
              {w.names.verdicts[verdict]}
            </label>
          ))}
        </fieldset>
        <Field name={TEXT} label={w.decide.words} hint={w.decide.wordsHint}>
          {(attributes) => <textarea {...attributes} rows={3} maxLength={1000} />}
        </Field>
        <Field name="place" label={w.decide.place} maxLength={200} />
      </Form>
    </section>
  );
}

function bodyOf(data: FormData) {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const verdict = VERDICTS.find((one) => one === text('verdict')) ?? 'return';
  const place = text('place');
  return { verdict, words: text(TEXT), ...(place !== '' && { place }) };
}
