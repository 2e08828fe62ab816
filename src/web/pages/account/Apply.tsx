import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';

/** An organisation asks to be admitted. */
export default function Apply() {
  const { w, link } = useWords('account');
  const [isSent, setSent] = useState(false);
  const f = w.organisation;
  return (
    <Main title={f.title} sub={f.sub}>
      <div class="card">
        {isSent ? (
          <div role="status">
            <p>{f.sent}</p>
            <p>
              <a href={link('/')}>{f.home}</a>
            </p>
          </div>
        ) : (
          <OrganisationForm
            by="applicant"
            send={(body, key) => api('POST', '/api/organisations/applications', { body, key })}
            done={() => {
              setSent(true);
            }}
            submit={f.submit}
          />
        )}
      </div>
    </Main>
  );
}
