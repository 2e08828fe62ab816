import type { Result } from '../../client/problem.ts';
import { COUNTY_IDS, PLACES, placeOf } from '../../../shared/facts/places.ts';
import { useWords, type Lang } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { typed } from './enter.ts';

const SELLERS = ['cooperative', 'processor', 'hub', 'company'] as const;
const APPLICANTS = [...SELLERS, 'canteen'] as const;
const KINDS = [...APPLICANTS, 'authority'] as const;
const DISTRICTS = PLACES.filter(({ parentId }) => parentId === 'HZ');

interface Props<V> {
  /** The operator may enter authorities too. */
  readonly by: 'applicant' | 'operator';
  readonly send: (draft: Draft, key: string) => Promise<Result<V>>;
  readonly done: (value: V) => void;
  readonly submit: string;
}

type Draft = ReturnType<typeof draftIn>;

/** Who an organisation is and whom to ask: the same for its application and its entry. */
export function OrganisationForm<V>({ by, send, done, submit }: Props<V>) {
  const { w } = useWords('account');
  const f = w.organisation;
  return (
    <Form
      name="organisation"
      send={(data, key) => send(draftIn(data), key)}
      done={done}
      submit={submit}
    >
      <Field name="kind" label={f.kind}>
        {(attributes) => (
          <select {...attributes}>
            {(by === 'operator' ? KINDS : APPLICANTS).map((kind) => (
              <option key={kind} value={kind}>
                {f.kinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="nameZh" label={f.nameZh} required maxLength={60} />
      <Field name="nameEn" label={f.nameEn} maxLength={120} />
      <PlaceField />
      <label class="check">
        <input type="checkbox" name="school" />
        {f.school}
      </label>
      <Field name="address" label={f.address} required maxLength={200} />
      <Field name="contactName" label={f.contactName} required maxLength={60} />
      <Field name="contactPhone" label={f.contactPhone} required maxLength={40} type="tel" />
      <Field
        name="firstLogin"
        label={f.firstLogin}
        hint={f.firstLoginHint}
        required
        maxLength={254}
      />
    </Form>
  );
}

function PlaceField() {
  const { w, lang } = useWords('account');
  const f = w.organisation;
  return (
    <Field name="place" label={f.place} hint={f.placeHint}>
      {(attributes) => (
        <select {...attributes}>
          <optgroup label={f.suzhou}>
            {COUNTY_IDS.map((id) => (
              <option key={id} value={id}>
                {placeName(lang, id)}
              </option>
            ))}
          </optgroup>
          <optgroup label={f.hangzhou}>
            {DISTRICTS.map(({ id }) => (
              <option key={id} value={id}>
                {placeName(lang, id)}
              </option>
            ))}
          </optgroup>
        </select>
      )}
    </Field>
  );
}

function placeName(lang: Lang, id: string): string {
  const place = placeOf(id);
  return (lang === 'en' ? place?.nameEn : place?.nameZh) ?? id;
}

function draftIn(data: FormData) {
  const text = (name: string) => typed(data, name).trim();
  const kind = APPLICANTS.find((one) => one === text('kind'));
  const place = text('place');
  const nameEn = text('nameEn');
  return {
    kind: kind ?? ('authority' as const),
    nameZh: text('nameZh'),
    nameEn: nameEn === '' ? text('nameZh') : nameEn,
    countyId: COUNTY_IDS.find((id) => id === place) ?? null,
    districtId: DISTRICTS.some(({ id }) => id === place) ? place : null,
    school: kind === 'canteen' && data.get('school') !== null,
    address: text('address'),
    contact: { name: text('contactName'), phone: text('contactPhone') },
    firstLogin: text('firstLogin'),
    paperIds: [],
  };
}
