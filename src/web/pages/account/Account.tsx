import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { AccountProps } from '../../routes/account.schema.ts';

/** Who I am, for whom I act, and the way out: links and plain forms, no script. */
export default function Account({ me, problem }: AccountProps) {
  const { w, lang } = useWords('account');
  const current = me.organisations.find(({ orgId }) => orgId === me.orgId);
  const nameOf = (org: { nameZh: string; nameEn: string }) =>
    lang === 'en' ? org.nameEn : org.nameZh;
  return (
    <Main title={w.account.title} sub={[me.name, me.login].filter(Boolean).join(' · ')}>
      {problem !== '' && (
        <div class="summary" role="alert">
          <p>{problem}</p>
        </div>
      )}
      <section class="card stack">
        <h2>{w.account.current}</h2>
        <p>
          {current ? nameOf(current) : w.account.private} <Tag>{w.role[me.role]}</Tag>{' '}
          {me.duties.map((duty) => (
            <Tag key={duty} tone="quiet">
              {w.duty[duty]}
            </Tag>
          ))}
        </p>
        {current?.standing === 'suspended' && <p class="note pear">{w.account.suspended}</p>}
      </section>
      <section class="card stack">
        <h2>{w.account.others}</h2>
        {me.organisations
          .filter(({ orgId }) => orgId !== me.orgId)
          .map((org) => (
            <Switch key={org.orgId} orgId={org.orgId} name={nameOf(org)} />
          ))}
        {me.role !== 'consumer' && <Switch orgId={`c:${me.userId}`} name={w.account.private} />}
        {me.role === 'consumer' && me.organisations.length === 0 && <p>{w.account.none}</p>}
      </section>
      <section class="card stack">
        <h2>{w.account.language}</h2>
        <p class="actions">
          <a class="btn" lang="zh-CN" href="/account?lang=zh">
            {w.account.chinese}
          </a>
          <a class="btn" lang="en" href="/account?lang=en">
            {w.account.english}
          </a>
        </p>
      </section>
      <form method="post" action="/api/session/end" class="actions">
        <button class="btn">{w.account.signOut}</button>
      </form>
    </Main>
  );
}

function Switch({ orgId, name }: { orgId: string; name: string }) {
  const { w } = useWords('account');
  return (
    <form method="post" action="/api/session/organisation" class="actions">
      <input type="hidden" name="orgId" value={orgId} />
      <button class="btn">{w.account.switchTo(name)}</button>
    </form>
  );
}
