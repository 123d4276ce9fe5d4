/**
 * The parameter by which a list of an organisation is narrowed down to one store.
 */
import type { Fault } from '../../domain/fault.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { isIdOrSlug } from './lookups.ts';
import { asking, text } from './query.ts';
import { fieldsRefused } from './wording.ts';

/** `store`. */
export const storeParameter = asking('Only those of this store, by its id or slug.', text);

/** The store that was named, as a part of a filter: nothing when none was. Refuses one that the organisation does not have. */
export async function storeFilter(
  { repositories }: Pick<OperatorDependencies, 'repositories'>,
  organisationId: string,
  idOrSlug: string | undefined,
): Promise<{ readonly storeId?: string } | Fault> {
  if (idOrSlug === undefined) return {};
  const store = isIdOrSlug(idOrSlug) ? await repositories.stores.find(organisationId, idOrSlug) : undefined;
  return store ? { storeId: store.id } : fieldsRefused([{ path: 'store', message: 'is not a store of this organisation' }]);
}
