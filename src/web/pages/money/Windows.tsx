import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { List, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import type { WindowsPage } from '../../routes/money.schema.ts';
import { reload } from './parts.tsx';

type Row = WindowsPage['windows'][number];

/** How many stops a cooperative's van makes in a district on a day at an hour. */
export default function Windows({ windows, districts, today }: WindowsPage) {
  const { w, lang } = useWords('money');
  const s = w.windows;
  const nameOf = (id: string) => districts.find((district) => district.id === id)?.name[lang] ?? id;
  const columns: Column<Row>[] = [
    { head: s.day, phone: 'main', cell: ({ day }) => day },
    { head: s.slot, cell: ({ slot }) => slot },
    { head: s.district, cell: ({ districtId }) => nameOf(districtId) },
    { head: s.drops, align: 'right', cell: ({ limit }) => limit },
    { head: s.taken, align: 'right', cell: ({ held }) => held },
    { head: s.left, align: 'right', phone: 'side', cell: ({ avail }) => avail },
  ];
  return (
    <Main title={s.title} sub={s.sub}>
      <List
        caption={s.title}
        columns={columns}
        rows={windows}
        rowKey={({ id }) => id}
        empty={<Empty text={s.none} />}
      />
      <section class="card stack">
        <Form
          name="window"
          draft={false}
          submit={s.save}
          send={(data, key) => {
            const drops = readCount(textOf(data, 'drops'));
            if (drops === undefined) return Promise.resolve(wrongFields('drops'));
            const body = {
              ...{ districtId: textOf(data, 'districtId'), needOn: textOf(data, 'needOn') },
              ...{ slot: textOf(data, 'slot'), drops },
            };
            return api('PUT', '/api/windows', { body, key });
          }}
          done={reload}
        >
          <Field name="districtId" label={s.district}>
            {(attributes) => (
              <select {...attributes}>
                {districts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name[lang]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field name="needOn" type="date" label={s.day} required min={today} />
          <Field name="slot" label={s.slot} required defaultValue="06:00" />
          <Field name="drops" label={s.drops} required inputMode="numeric" />
        </Form>
      </section>
    </Main>
  );
}
