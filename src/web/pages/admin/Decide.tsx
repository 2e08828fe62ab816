import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { OneTimeLink, type Link } from '../../parts/OneTimeLink.tsx';
import type { OrganisationRow as Row } from '../../routes/admin.schema.ts';

/** What the operator decides about one organisation. The platform itself stands as it is. */
export function Decide({ row }: { row: Row }) {
  const { w, lang, link } = useWords('admin');
  const [made, setMade] = useState<Link>();
  const o = w.organisations;
  const name = lang === 'en' ? row.nameEn : row.nameZh;
  if (row.kind === 'platform') return null;
  if (made) {
    return (
      <>
        <OneTimeLink words={o} made={made} />
        <a href={link('/admin/organisations')}>{o.reload}</a>
      </>
    );
  }
  const done = (invite: Link | null) => {
    if (invite) setMade(invite);
    else location.reload();
  };
  return (
    <details>
      <summary>{o.decide(name)}</summary>
      {row.standing !== 'active' && <Step row={row} to="active" done={done} />}
      {row.standing !== 'suspended' && <Step row={row} to="suspended" done={done} />}
    </details>
  );
}

interface StepProps {
  row: Row;
  to: 'active' | 'suspended';
  done: (invite: Link | null) => void;
}

function Step({ row, to, done }: StepProps) {
  const { w } = useWords('admin');
  const o = w.organisations;
  const admit = row.standing === 'applied' ? o.admit : o.resume;
  return (
    <Form
      name={`${to}-${row.orgId}`}
      draft={false}
      danger={to === 'suspended'}
      send={(data, key) => {
        const why = data.get('why');
        const body = { standing: to, why: typeof why === 'string' ? why : '' };
        const params = { orgId: row.orgId };
        return api('PUT', '/api/organisations/:orgId/standing', { params, body, key });
      }}
      done={({ invite }) => {
        done(invite);
      }}
      submit={to === 'active' ? admit : o.suspend}
    >
      {to === 'suspended' && (
        <Field name="why" label={o.why} hint={o.whyHint} required maxLength={400} />
      )}
    </Form>
  );
}
