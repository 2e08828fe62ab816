import { placeOf } from '../../../shared/facts/places.ts';
import { useWords, type Lang } from '../../i18n/index.ts';
import { Choice, Filters, List, type Column } from '../../parts/List.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { OrganisationRow as Row, OrganisationsProps } from '../../routes/admin.schema.ts';
import { Decide } from './Decide.tsx';

const TONES = { applied: 'pear', active: undefined, suspended: 'warn' } as const;

/** Every organisation, by standing and kind: admit, suspend, take back. */
export default function Organisations({ organisations, filter }: OrganisationsProps) {
  const { w, link } = useWords('admin');
  const o = w.organisations;
  return (
    <Main
      title={o.title}
      actions={
        <a class="btn primary" href={link('/admin/organisations/new')}>
          {o.enter}
        </a>
      }
    >
      <Filters>
        <Choice
          label={o.standing}
          name="standing"
          value={filter.standing}
          options={[['', o.all], ...Object.entries(o.standings)]}
        />
        <Choice
          label={o.kind}
          name="kind"
          value={filter.kind}
          options={[['', o.all], ...Object.entries(o.kinds)]}
        />
      </Filters>
      <List
        caption={o.caption}
        columns={useColumns()}
        rows={organisations}
        rowKey={({ orgId }) => orgId}
        empty={<Empty text={o.empty} />}
      />
    </Main>
  );
}

function useColumns(): Column<Row>[] {
  const { w, lang } = useWords('admin');
  const o = w.organisations;
  return [
    {
      head: o.name,
      phone: 'main',
      cell: ({ nameZh, nameEn }) => (lang === 'en' ? nameEn : nameZh),
    },
    {
      head: o.standing,
      cell: ({ standing, why }) => (
        <>
          <Tag tone={TONES[standing]}>{o.standings[standing]}</Tag>
          {why !== '' && <span class="sm"> {why}</span>}
        </>
      ),
    },
    { head: o.kind, cell: ({ kind }) => o.kinds[kind] },
    { head: o.place, cell: (row) => placeName(lang, row) },
    { head: o.contact, cell: ({ contact }) => `${contact.name} ${contact.phone}` },
    { head: o.members, align: 'right', phone: 'hide', cell: ({ members }) => o.count(members) },
    { head: o.action, cell: (row) => <Decide row={row} /> },
  ];
}

function placeName(lang: Lang, { countyId, districtId }: Row): string {
  const place = placeOf(countyId ?? districtId ?? '');
  return (lang === 'en' ? place?.nameEn : place?.nameZh) ?? '';
}
