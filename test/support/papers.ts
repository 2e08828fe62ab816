import type { NewCertificate, NewPaper } from '../../src/features/papers/paper.ts';
import type { TestApp } from './app.ts';
import { aCommand } from './bases.ts';

/** The items of a 承诺达标合格证 for pears. */
export function aNewCertificate(over: Partial<NewCertificate> = {}): NewCertificate {
  return {
    style: 'producer',
    basis: ['control'],
    productId: 'ds-pear-1',
    product: '砀山酥梨',
    origin: '砀山县良梨镇良梨村',
    subject: '砀山良梨合作社',
    contact: '0557-1234567',
    grams: 1_000_000,
    fileId: null,
    ...over,
  };
}

let numbers = 0;

/** A paper that others issued, valid in 2026; each with a number of its own. */
export function aNewPaper(over: Partial<NewPaper> = {}): NewPaper {
  numbers += 1;
  return {
    kind: 'factory_inspection',
    no: `CY-${numbers}`,
    issuer: '砀山质检站',
    issuedOn: '2026-01-01',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    grams: null,
    fileId: null,
    test: null,
    ...over,
  };
}

/** The id of a certificate just issued by an organisation. */
export async function aCertificateId(
  { services }: Pick<TestApp, 'services'>,
  { orgId = 'org-1', ...over }: Partial<NewCertificate> & { orgId?: string } = {},
): Promise<string> {
  const by = { orgId, command: aCommand() };
  return (await services.papers.issue(aNewCertificate(over), by)).id;
}
