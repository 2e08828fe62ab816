import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { List, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { OneTimeLink, type Link } from '../../parts/OneTimeLink.tsx';
import type { MembersProps } from '../../routes/admin.schema.ts';
import { DutyTicks, dutiesIn } from './DutyTicks.tsx';

type Member = MembersProps['members'][number];

/** The people of an organisation, what they may do, and asking somebody in. */
export default function Members({ members, invites }: MembersProps) {
  const { w, lang } = useWords('admin');
  const m = w.members;
  const columns: Column<Member>[] = [
    { head: m.name, phone: 'main', cell: ({ name }) => name },
    { head: m.login, cell: ({ login }) => login },
    {
      head: m.duties,
      cell: ({ duties }) => duties.map((duty) => w.duty[duty]).join(lang === 'en' ? ', ' : '、'),
    },
    { head: m.since, phone: 'hide', cell: ({ since }) => moment(since, lang) },
    { head: m.action, cell: (member) => <Change member={member} /> },
  ];
  return (
    <Main title={m.title} sub={m.sub}>
      <List
        caption={m.caption}
        columns={columns}
        rows={members}
        rowKey={({ userId }) => userId}
        empty={<p>{m.nobody}</p>}
      />
      <section class="card stack">
        <h2>{m.invite}</h2>
        <Invite />
      </section>
      {invites.length > 0 && (
        <section class="card stack">
          <h2>{m.open}</h2>
          <ul class="dots">
            {invites.map(({ login, endsAt }) => (
              <li key={login + endsAt}>
                {login} · {m.until(moment(endsAt, lang))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Main>
  );
}

function Change({ member: { userId, name, duties } }: { member: Member }) {
  const { w } = useWords('admin');
  const m = w.members;
  const done = () => {
    location.reload();
  };
  const params = { userId };
  return (
    <details>
      <summary>{m.change(name)}</summary>
      <Form
        name={`duties-${userId}`}
        draft={false}
        send={(data, key) => {
          const body = { duties: dutiesIn(data) };
          return api('PUT', '/api/organisation/members/:userId/duties', { params, body, key });
        }}
        done={done}
        submit={m.save}
      >
        <DutyTicks legend={m.duties} has={duties} />
      </Form>
      <Form
        name={`remove-${userId}`}
        draft={false}
        danger
        send={(_, key) => api('DELETE', '/api/organisation/members/:userId', { params, key })}
        done={done}
        submit={m.removeOf(name)}
      />
    </details>
  );
}

function Invite() {
  const { w } = useWords('admin');
  const m = w.members;
  const [made, setMade] = useState<Link>();
  return (
    <>
      {made && <OneTimeLink words={m} made={made} />}
      <Form
        name="invite"
        send={(data, key) => {
          const login = data.get('login');
          const body = { login: typeof login === 'string' ? login : '', duties: dutiesIn(data) };
          return api('POST', '/api/organisation/invites', { body, key });
        }}
        done={setMade}
        submit={m.inviteSubmit}
      >
        <Field name="login" label={m.inviteLogin} required maxLength={254} />
        <DutyTicks legend={m.duties} has={[]} />
      </Form>
    </>
  );
}
