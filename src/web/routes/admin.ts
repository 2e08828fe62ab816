import {
  memberList,
  memberListOf,
  organisationFilter,
  rowOf,
  type OrganisationService,
} from '../../features/organisations/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import Members from '../pages/admin/Members.tsx';
import Organisations from '../pages/admin/Organisations.tsx';
import { organisationsProps } from './admin.schema.ts';

interface Deps {
  readonly organisations: Pick<OrganisationService, 'list' | 'people'>;
}

/** The people of an organisation; every organisation, for the operator. */
export function adminPages({ organisations }: Deps): Endpoint[] {
  return [
    page({
      path: '/members',
      who: [
        { role: 'cooperative', duty: 'admin' },
        { role: 'canteen', duty: 'admin' },
        { role: 'officer', duty: 'admin' },
        { role: 'operator', duty: 'admin' },
      ],
      area: 'admin',
      load: async ({ actor }) => memberListOf(await organisations.people(actor.orgId)),
      props: memberList,
      title: (w) => w.members.title,
      view: Members,
      client: 'admin/Members',
    }),
    page({
      path: '/admin/organisations',
      who: ['operator'],
      query: organisationFilter,
      area: 'admin',
      load: async ({ query }) => {
        const { standing, kind } = query;
        const found = await organisations.list({
          ...(standing && { standing }),
          ...(kind && { kind }),
          limit: 200,
        });
        return {
          organisations: found.map(rowOf),
          filter: { standing: standing ?? '', kind: kind ?? '' },
        };
      },
      props: organisationsProps,
      title: (w) => w.organisations.title,
      view: Organisations,
      client: 'admin/Organisations',
    }),
  ];
}
