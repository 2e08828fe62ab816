import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { NewClaimPage } from '../../routes/claims.schema.ts';

/** What a buyer asks back: kind, goods, words, photos. */
export default function NewClaim({ order, kinds }: NewClaimPage) {
  const { w, lang, link } = useWords('claims');
  return (
    <Main title={w.make.title} sub={order.no}>
      <Form
        name={`claim-${order.id}`}
        class="card fields"
        submit={w.make.send}
        send={async (data, key) => {
          const read = await claimIn(data, order.lines);
          if ('problem' in read) return read;
          const parts = { params: { id: order.id }, body: read.body, key };
          return api('POST', '/api/order-parts/:id/claims', parts);
        }}
        done={({ id }) => {
          location.assign(link(`/claims/${id}`));
        }}
      >
        <p>{w.make.lead}</p>
        {order.channel === 'canteen' && <p class="note pear">{w.make.onAccount}</p>}
        <Field name="kind" label={w.make.kind} hint={w.make.deadlines}>
          {(attributes) => (
            <select {...attributes}>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {w.kinds[kind]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <label class="check">
          <input type="checkbox" name="hidden" value="yes" />
          {w.make.hidden}
        </label>
        <fieldset class="choices">
          <legend>{w.make.lines}</legend>
          {order.lines.map(({ no, name, spec, orderedG }) => (
            <label key={no} class="check">
              <input
                type="checkbox"
                name="line"
                value={String(no)}
                defaultChecked={order.lines.length === 1}
              />
              {name[lang]} {spec[lang]} · {kilograms(orderedG)}
            </label>
          ))}
        </fieldset>
        <Field name="g" label={w.make.g} inputMode="decimal" autocomplete="off" />
        {order.channel === 'retail' && (
          <Field name="counted" label={w.make.counted} inputMode="decimal" autocomplete="off" />
        )}
        <Field name="words" label={w.make.words} required maxLength={500} />
        <Upload name="photos" label={w.make.photos} kind="photo" max={8} />
      </Form>
    </Main>
  );
}

type Kind = NewClaimPage['kinds'][number];

/** The claim that was typed, or which fields cannot be read. */
async function claimIn(data: FormData, lines: NewClaimPage['order']['lines']) {
  const [g, countedG] = [gramsIn(data, 'g'), gramsIn(data, 'counted')];
  const chosen = lines.filter(({ no }) => data.getAll('line').includes(String(no)));
  const photos = await uploaded('photos');
  const wrong = Object.entries({ g, counted: countedG, photos })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (wrong.length > 0 || !photos || chosen.length === 0) {
    return wrongFields(...(chosen.length === 0 ? ['line'] : wrong));
  }
  const kind = textOf(data, 'kind') as Kind; // one of the options
  const amounts = {
    ...(typeof g === 'number' && { g }),
    ...(kind === 'short' && typeof countedG === 'number' && { countedG }),
  };
  const hidden = textOf(data, 'hidden') === 'yes';
  const claimed = chosen.map(({ no }) => ({ no, ...amounts }));
  return { body: { kind, hidden, words: textOf(data, 'words'), photos, lines: claimed } };
}

/** null: nothing was typed. */
function gramsIn(data: FormData, name: string): number | null | undefined {
  const typed = textOf(data, name);
  return typed === '' ? null : readGrams(typed);
}
