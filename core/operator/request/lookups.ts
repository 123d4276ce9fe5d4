/**
 * From a path to what it names. Unknown, foreign and misspelt names give one and the same refusal.
 */
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import type { Organisation } from '../../domain/provisioning/organisation.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { Addressable } from '../../domain/provisioning/tenant-directory.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { formats } from './formats.ts';
import type { OperatorRequest } from './route.ts';

type Repositories = Pick<OperatorDependencies, 'repositories'>;

/** An object and the organisation it belongs to. */
export interface Located {
  readonly organisationId: string;
  readonly id: string;
}

/** True for texts that could name an organisation or a store; the others need not be looked up. */
export function isIdOrSlug(text: string): boolean {
  return isUuid(text) || formats.slug.test(text);
}

/** The organisation at `:org`. */
export async function findOrganisation(
  { repositories }: Repositories,
  { params }: OperatorRequest,
): Promise<Organisation | Fault> {
  const idOrSlug = params['org'] ?? '';
  const organisation = isIdOrSlug(idOrSlug) ? await repositories.organisations.find(idOrSlug) : undefined;
  return organisation ?? fault('not_found');
}

/** The store at `:org` and `:store`. */
export async function findStore(dependencies: Repositories, request: OperatorRequest): Promise<Store | Fault> {
  const organisation = await findOrganisation(dependencies, request);
  if (isFault(organisation)) return organisation;
  const idOrSlug = request.params['store'] ?? '';
  const store = isIdOrSlug(idOrSlug) ? await dependencies.repositories.stores.find(organisation.id, idOrSlug) : undefined;
  return store ?? fault('not_found');
}

/** Where the object at `:id` belongs. */
export async function locate(
  { repositories }: Repositories,
  kind: Addressable,
  { params }: OperatorRequest,
): Promise<Located | Fault> {
  const id = params['id'] ?? '';
  const organisationId = isUuid(id) ? await repositories.tenants.organisationOf(kind, id) : undefined;
  return organisationId === undefined ? fault('not_found') : { organisationId, id };
}
