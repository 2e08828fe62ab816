import Joi from 'joi';
import { organisationList, type memberList } from '../../features/organisations/index.ts';
import { object, type Infer } from '../../shared/schema.ts';

const text = Joi.string().allow('');
/** Organisations, and by what they were chosen. */
export const organisationsProps = organisationList.append({
  filter: object({ standing: text, kind: text }),
}) as unknown as Joi.ObjectSchema<OrganisationsProps>; // append forgets its type

export type OrganisationsProps = Infer<typeof organisationList> & {
  readonly filter: { readonly standing: string; readonly kind: string };
};
export type OrganisationRow = OrganisationsProps['organisations'][number];
export type MembersProps = Infer<typeof memberList>;
