/** Who is signed in, and what their role lets them do. The hub enforces it; the console only leaves out what it would refuse. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { answerOf, api, ApiError, type Schemas, setCsrfToken } from '../api/client.ts';

/** From the least to the most. */
export type Role = 'org_member' | 'org_admin' | 'platform_admin';

/** The person who is signed in. */
export type Operator = Schemas['Session']['operator'];

const rank: Readonly<Record<Role, number>> = { org_member: 1, org_admin: 2, platform_admin: 3 };

/** Under which the session is cached: whoever signs in or out renews it. */
export const sessionKey = ['session'];

/** Remembers between visits that this browser has signed in, so that a stranger's first call is not a refused one. */
const signedInKey = 'crossdock-signed-in';

/** Makes a session that was just opened the console's own; undefined ends it. */
export function enterSession(csrfToken: string | null | undefined): void {
  setCsrfToken(csrfToken);
  if (csrfToken == null) localStorage.removeItem(signedInKey);
  else localStorage.setItem(signedInKey, 'yes');
}

/** The session; its data is null when nobody is signed in. */
export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY, retry: false });
}

async function readSession(): Promise<Operator | null> {
  if (localStorage.getItem(signedInKey) === null) return null;
  try {
    const { operator, csrf_token } = await answerOf(api.GET('/session'));
    enterSession(csrf_token);
    return operator;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    enterSession(undefined);
    return null;
  }
}

const Context = createContext<Operator | undefined>(undefined);

/** Gives what is below it the signed-in operator. */
export function OperatorProvider({ operator, children }: { readonly operator: Operator; readonly children: ReactNode }) {
  return <Context value={operator}>{children}</Context>;
}

/** Who is signed in. Throws where nobody can be. */
export function useOperator(): Operator {
  const operator = useContext(Context);
  if (operator === undefined) throw new Error('this part of the console is for who has signed in');
  return operator;
}

/** True when the signed-in operator has at least this role. */
export function useCan(role: Role): boolean {
  return rank[useOperator().role] >= rank[role];
}
