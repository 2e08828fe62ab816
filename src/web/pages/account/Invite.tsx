import { api } from '../../client/api.ts';
import { moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { InviteProps } from '../../routes/account.schema.ts';
import { thenSignIn, typed } from './enter.ts';

/** Where an invitation leads: join as who is signed in, sign in first, or choose a password. */
export default function Invite(props: InviteProps) {
  const { w, lang } = useWords('account');
  const { nameZh, nameEn, duties, endsAt } = props.invitation;
  const org = lang === 'en' ? nameEn : nameZh;
  const asked = duties.map((duty) => w.duty[duty]).join(lang === 'en' ? ', ' : '、');
  return (
    <Main title={w.invite.title(org)} sub={w.invite.until(moment(endsAt, lang))}>
      <div class="card stack">
        <p>{w.invite.asked(asked)}</p>
        <Way {...props} />
      </div>
    </Main>
  );
}

function Way(props: InviteProps) {
  const { w, link } = useWords('account');
  const { token, me, invitation } = props;
  if (me) return <JoinAsMe {...props} />;
  if (!invitation.hasAccount) return <JoinAsNewcomer {...props} />;
  return (
    <>
      <p>{w.invite.hasAccount(invitation.login)}</p>
      <p class="actions">
        <a class="btn primary" href={link(`/sign-in?next=/invite/${token}`)}>
          {w.invite.signInFirst}
        </a>
      </p>
    </>
  );
}

function JoinAsMe({ token, me }: InviteProps) {
  const { w, link } = useWords('account');
  return (
    <Form
      name="join"
      draft={false}
      send={async (_, key) => {
        const joined = await api('POST', '/api/invites/:token', {
          params: { token },
          body: {},
          key,
        });
        if (joined.problem) return joined;
        const { orgId } = joined.value;
        return api('POST', '/api/session/organisation', { body: { orgId } });
      }}
      done={() => {
        location.assign(link('/account'));
      }}
      submit={w.invite.join}
    >
      <p>{w.invite.asMe(me?.name ?? '')}</p>
    </Form>
  );
}

function JoinAsNewcomer({ token, invitation }: InviteProps) {
  const { w, link } = useWords('account');
  const { login } = invitation;
  return (
    <Form
      name="join"
      draft={false}
      send={async (data, key) => {
        const password = typed(data, 'password');
        const body = { newcomer: { name: typed(data, 'name').trim(), password } };
        const joined = await api('POST', '/api/invites/:token', { params: { token }, body, key });
        return thenSignIn(joined, { login, password });
      }}
      done={() => {
        location.assign(link('/account'));
      }}
      submit={w.invite.submit}
    >
      <p>{w.invite.newcomer(login)}</p>
      <Field name="name" label={w.name} autocomplete="name" required maxLength={60} />
      <Field
        name="password"
        type="password"
        label={w.password}
        hint={w.passwordHint}
        autocomplete="new-password"
        required
      />
    </Form>
  );
}
