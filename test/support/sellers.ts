import type { TestApp } from './app.ts';
import { aCommand } from './catalogue.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;

/** A cooperative of Dangshan, entered by the operator and so admitted; gives its id. */
export async function aSeller({ services }: Pick<TestApp, 'services'>): Promise<string> {
  const draft = {
    kind: 'cooperative',
    nameZh: '砀山梨农合作社（示例）',
    nameEn: 'Dangshan Pear Co-op (sample)',
    countyId: 'DS',
    districtId: null,
    school: false,
    address: '砀山县良梨镇',
    contact: { name: '示例', phone: '示例电话' },
    paperIds: [],
    firstLogin: 'coop@example.com',
  } as const;
  const { orgId } = await services.organisations.enter(draft, {
    actor: operator,
    command: aCommand(),
  });
  return orgId;
}
