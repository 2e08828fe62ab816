import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Upload } from '../../parts/Upload.tsx';
import { reload, type ActProps } from './act.ts';

/** All of it, a part, or no; of a carrier's claim what came of it. */
export function Decide({ claim }: ActProps) {
  const { w, lang } = useWords('claims');
  const params = { id: claim.id };
  const isCarrier = claim.against === 'carrier';
  return (
    <section class="card stack">
      <Form
        name="grant"
        submit={isCarrier ? w.act.result : w.act.grantSome}
        send={(data, key) => {
          const lines = claim.lines.map(({ no }) => ({
            no,
            fen: isCarrier ? 0 : readFen(textOf(data, `fen-${no}`)),
          }));
          const known = lines.flatMap(({ no, fen }) => (fen === undefined ? [] : [{ no, fen }]));
          if (known.length < lines.length) {
            return Promise.resolve(wrongFields(...lines.map(({ no }) => `fen-${no}`)));
          }
          const body = { grant: true, words: textOf(data, 'words'), lines: known };
          return api('POST', '/api/claims/:id/decide', { params, body, key });
        }}
        done={reload}
      >
        {!isCarrier &&
          claim.lines.map(({ no, name, askFen }) => (
            <Field
              key={no}
              name={`fen-${no}`}
              label={w.act.fen(name[lang])}
              inputMode="decimal"
              autocomplete="off"
              defaultValue={String(askFen / 100)}
              required
            />
          ))}
        <Field name="words" label={w.act.words} maxLength={500} />
      </Form>
      {!isCarrier && (
        <Form
          name="decline"
          danger
          submit={w.act.decline}
          send={(data, key) => {
            const body = { grant: false, words: textOf(data, 'no-words') };
            return api('POST', '/api/claims/:id/decide', { params, body, key });
          }}
          done={reload}
        >
          <Field name="no-words" label={w.act.words} required maxLength={500} />
        </Form>
      )}
    </section>
  );
}

/** A draft that the product made, with the words and photos of whoever was there. */
export function FileDraft({ claim }: ActProps) {
  const { w } = useWords('claims');
  return (
    <Form
      name="file-draft"
      class="card fields"
      submit={w.act.fileDraft}
      send={async (data, key) => {
        const photos = await uploaded('photos');
        if (!photos) return wrongFields('photos');
        const body = { words: textOf(data, 'words'), photos };
        return api('POST', '/api/claims/:id/file', { params: { id: claim.id }, body, key });
      }}
      done={reload}
    >
      <Field name="words" label={w.act.words} required maxLength={500} />
      <Upload name="photos" label={w.act.photos} kind="photo" max={8} />
    </Form>
  );
}
