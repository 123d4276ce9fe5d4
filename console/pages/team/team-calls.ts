/**
 * The calls about people, invitations and tokens: of one organisation, or of the platform, which has calls of its own for
 * the same things.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, type Rows, useRows } from '../../api/pages.ts';

/** Whose they are: the slug of an organisation, or null for the platform. */
export type Scope = string | null;

/** A person. */
export type Person = Schemas['Operator'];

/** An offer of an account. */
export type Invitation = Schemas['Invitation'];

/** A token of the operator API. */
export type Token = Schemas['OperatorToken'];

/** What can be given away in an organisation. */
export type GivenRole = 'org_admin' | 'org_member';

/** Everybody who has an account. */
export function usePeople(scope: Scope): Rows<Person> {
  return useAllRows(
    useRows(['operators', scope], (cursor) => {
      const query = pageOf(cursor);
      return scope === null
        ? answerOf(api.GET('/operators', { params: { query } }))
        : answerOf(api.GET('/orgs/{org}/operators', { params: { path: { org: scope }, query } }));
    }),
  );
}

/** Every invitation, accepted ones too. */
export function useInvitations(scope: Scope): Rows<Invitation> {
  return useAllRows(
    useRows(['invitations', scope], (cursor) => {
      const query = pageOf(cursor);
      return scope === null
        ? answerOf(api.GET('/invitations', { params: { query } }))
        : answerOf(api.GET('/orgs/{org}/invitations', { params: { path: { org: scope }, query } }));
    }),
  );
}

/** Every token, revoked ones too. */
export function useTokens(scope: Scope): Rows<Token> {
  return useAllRows(
    useRows(['tokens', scope], (cursor) => {
      const query = pageOf(cursor);
      return scope === null
        ? answerOf(api.GET('/tokens', { params: { query } }))
        : answerOf(api.GET('/orgs/{org}/tokens', { params: { path: { org: scope }, query } }));
    }),
  );
}

/** Offers an account. The platform's own have one role, whatever is asked for. */
export function invite(scope: Scope, email: string, role: GivenRole): Promise<Schemas['InvitationCreated']> {
  return scope === null
    ? answerOf(api.POST('/invitations', { body: { email } }))
    : answerOf(api.POST('/orgs/{org}/invitations', { params: { path: { org: scope } }, body: { email, role } }));
}

/** Makes a token; `expiresAt` null means that it never ends by itself. */
export function createToken(
  scope: Scope,
  { name, role, expiresAt }: { readonly name: string; readonly role: GivenRole; readonly expiresAt: string | null },
): Promise<Schemas['OperatorTokenCreated']> {
  const body = { name, expires_at: expiresAt };
  return scope === null
    ? answerOf(api.POST('/tokens', { body }))
    : answerOf(api.POST('/orgs/{org}/tokens', { params: { path: { org: scope } }, body: { ...body, role } }));
}

/** Makes the lists with this name ask anew. */
export function useListChanged(name: 'operators' | 'invitations' | 'tokens'): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return useCallback(() => queryClient.invalidateQueries({ queryKey: [name] }), [queryClient, name]);
}

function pageOf(cursor: string | undefined) {
  return { limit: pageLimit, ...(cursor !== undefined && { cursor }) };
}

/** Fetches page after page: these lists are as long as a team. */
function useAllRows<Row>(list: Rows<Row>): Rows<Row> {
  const { more } = list;
  useEffect(() => more?.(), [more]);
  return list;
}
