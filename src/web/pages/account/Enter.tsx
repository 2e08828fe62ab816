import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { OneTimeLink, type Link } from '../../parts/OneTimeLink.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';

/** The operator enters an organisation and passes the link for its first admin on. */
export default function Enter() {
  const { w, link } = useWords('account');
  const [made, setMade] = useState<Link | null>(null);
  const f = w.organisation;
  return (
    <Main title={f.enterTitle} sub={f.enterSub}>
      <div class="card stack">
        {made ? (
          <OneTimeLink words={f} made={made} />
        ) : (
          <OrganisationForm
            by="operator"
            send={(body, key) => api('POST', '/api/organisations', { body, key })}
            done={({ invite }) => {
              setMade(invite);
            }}
            submit={f.enterSubmit}
          />
        )}
        <p>
          <a href={link('/admin/organisations')}>{f.toList}</a>
        </p>
      </div>
    </Main>
  );
}
