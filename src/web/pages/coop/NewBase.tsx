import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readMu100 } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { NewBaseProps } from '../../routes/bases.schema.ts';
import { maybeOf, nameIn, textOf } from './base-words.ts';

/** One screen: who and where, how large, photos. Plots and authorisations come on the base's page. */
export default function NewBase({ counties }: NewBaseProps) {
  const { w, lang, link } = useWords('bases');
  const f = w.form;
  return (
    <Main title={f.title} sub={f.sub}>
      <Form
        name="base"
        send={(data, key) => register(counties, data, key)}
        done={({ id }) => {
          location.assign(link(`/coop/bases/${id}`));
        }}
        submit={f.submit}
      >
        <Field name="nameZh" label={f.nameZh} required maxLength={60} />
        <Field name="nameEn" label={f.nameEn} maxLength={120} />
        <Field name="countyId" label={f.county}>
          {(attributes) => (
            <select {...attributes}>
              {counties.map((county) => (
                <option key={county.id} value={county.id}>
                  {nameIn(lang, county)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="village" label={f.village} hint={f.villageHint} required maxLength={80} />
        <Field name="address" label={f.address} maxLength={200} />
        <Field name="crop" label={f.crop} hint={f.cropHint} required maxLength={60} />
        <Field name="areaMu100" label={f.area} hint={f.areaHint} inputMode="decimal" />
        <Field name="responsible" label={f.responsible} hint={f.responsibleHint} maxLength={60} />
        <Upload name="photos" label={f.photos} hint={f.photosHint} kind="photo" max={12} />
      </Form>
    </Main>
  );
}

async function register(counties: NewBaseProps['counties'], data: FormData, key: string) {
  const photos = await uploaded('photos');
  const typedArea = textOf(data, 'areaMu100');
  const areaMu100 = typedArea === '' ? null : readMu100(typedArea);
  const county = counties.find(({ id }) => id === textOf(data, 'countyId'));
  if (!county) return wrongFields('countyId');
  if (!photos) return wrongFields('photos');
  if (areaMu100 === undefined) return wrongFields('areaMu100');
  const body = {
    nameZh: textOf(data, 'nameZh'),
    nameEn: maybeOf(data, 'nameEn'),
    countyId: county.id,
    village: textOf(data, 'village'),
    address: maybeOf(data, 'address'),
    crop: textOf(data, 'crop'),
    areaMu100,
    responsible: maybeOf(data, 'responsible'),
    photos,
  };
  return api('POST', '/api/bases', { body, key });
}
