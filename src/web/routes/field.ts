import { harvestWeek, weekQuery, type Harvest } from '../../features/harvest/index.ts';
import { standingView, type Standing } from '../../features/ordering/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { page } from '../page.tsx';
import HarvestPage from '../pages/field/Harvest.tsx';
import StandingPage from '../pages/field/Standing.tsx';

interface Deps {
  readonly harvest: Pick<Harvest, 'week'>;
  readonly standing: Pick<Standing, 'view'>;
}

/** What is still in the field, and what is ordered every week. */
export function fieldPages({ harvest, standing }: Deps): Endpoint[] {
  return [
    page({
      path: '/coop/harvest',
      who: ['cooperative'],
      query: weekQuery,
      area: 'field',
      load: ({ actor, query }) => harvest.week(actor, query.from),
      props: harvestWeek,
      title: (w) => w.harvest.title,
      view: HarvestPage,
      client: 'field/Harvest',
    }),
    page({
      path: '/canteen/standing',
      who: [{ role: 'canteen', duty: 'buyer' }],
      area: 'field',
      load: ({ actor }) => standing.view(actor),
      props: standingView,
      title: (w) => w.standing.title,
      view: StandingPage,
      client: 'field/Standing',
    }),
  ];
}
