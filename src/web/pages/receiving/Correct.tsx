import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

/** 更正: a note under a record; the record itself stays as it is. */
export default function Correct({ id }: { id: string }) {
  const { w } = useWords('receiving');
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <button
        type="button"
        class="plain sm noprint"
        onClick={() => {
          setOpen(true);
        }}
      >
        {w.ledger.correct}
      </button>
    );
  }
  return (
    <Form
      name={`correct-${id}`}
      draft={false}
      submit={w.ledger.correct}
      send={(data, key) => {
        const body = { words: textOf(data, 'words'), name: textOf(data, 'name') };
        return api('POST', '/api/ledger/:id/notes', { params: { id }, body, key });
      }}
      done={() => {
        location.reload();
      }}
    >
      <Field name="words" label={w.ledger.correction} required maxLength={500} />
      <Field name="name" label={w.receipt.name} required maxLength={40} />
    </Form>
  );
}
