/**
 * People who operate: accounts with a password, their sessions and invitations, and the ports that keep them. Passwords,
 * sessions and invitations are kept as hashes only.
 */
import type { OperatorRole } from './operator-token.ts';
import type { Page, PageRequest } from './page.ts';

/** One person. */
export interface Operator {
  readonly id: string;
  /** Null exactly for the platform's own. */
  readonly organisationId: string | null;
  readonly email: string;
  readonly name: string;
  readonly role: OperatorRole;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

/** An offer of an account, open until it is accepted or over. */
export interface Invitation {
  readonly id: string;
  readonly organisationId: string | null;
  readonly email: string;
  readonly role: OperatorRole;
  /** Who made it, as the audit log names them. */
  readonly invitedBy: string;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly createdAt: Date;
}

/** Makes and checks password hashes; slow on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long without a hash, so that nobody learns whether there is an account. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** Keeps accounts. */
export interface OperatorRepository {
  create(operator: Operator, passwordHash: string): Promise<'created' | 'email_taken'>;
  /** True while nobody has an account, disabled ones counted. */
  areNone(): Promise<boolean>;
  /** Makes the first account of all, of the platform. Undefined, and nothing made, when there is one by then, whoever else tries at once. */
  createFirst(account: Pick<Operator, 'email' | 'name' | 'createdAt'>, passwordHash: string): Promise<Operator | undefined>;
  find(id: string): Promise<Operator | undefined>;
  /** In any letter case, with what its password is checked against. */
  findByEmail(email: string): Promise<{ readonly operator: Operator; readonly passwordHash: string } | undefined>;
  /** Those of an organisation, or with null the platform's own, in creation order. */
  list(organisationId: string | null, page: PageRequest): Promise<Page<Operator>>;
  /** Changes role or access; sessions of a disabled one end. Undefined when there is none. */
  change(id: string, changes: Partial<Pick<Operator, 'name' | 'role' | 'disabledAt'>>): Promise<Operator | undefined>;
  /** Sets a new password and ends every session. */
  setPassword(id: string, passwordHash: string): Promise<void>;
}

/** Keeps sessions. */
export interface OperatorSessions {
  open(idHash: Uint8Array, operatorId: string, clientIp: string, now: Date): Promise<void>;
  /** The operator of a live session, which is thereby seen; undefined when it is over, or its operator is disabled. */
  find(idHash: Uint8Array, now: Date): Promise<Operator | undefined>;
  /** The same in passing: the session is not seen for it, and ends as soon as it would have. */
  look(idHash: Uint8Array, now: Date): Promise<Operator | undefined>;
  close(idHash: Uint8Array): Promise<void>;
}

/** Keeps invitations. */
export interface OperatorInvitations {
  create(invitation: Invitation, tokenHash: Uint8Array): Promise<void>;
  list(organisationId: string | null, page: PageRequest): Promise<Page<Invitation>>;
  find(id: string): Promise<Invitation | undefined>;
  /** One that could be accepted now; undefined when it is used, over or unknown. */
  findOpen(tokenHash: Uint8Array, now: Date): Promise<Invitation | undefined>;
  /** Takes back one that is open. */
  withdraw(id: string): Promise<void>;
  /** Turns an open invitation into an account, once. Undefined when it is used, over or unknown. */
  accept(
    tokenHash: Uint8Array,
    now: Date,
    account: { readonly id: string; readonly name: string; readonly passwordHash: string },
  ): Promise<Operator | 'email_taken' | undefined>;
}

/** Slows down whoever guesses passwords, or has mail sent to strangers. */
export interface LoginThrottle {
  /**
   * Counts one try of each, before it is made: many at once are no more than so many one after the other. Seconds to wait
   * when it may not be made; 0 when it may.
   */
  beginTry(subjects: readonly LoginSubject[]): Promise<number>;
  /** Takes one try of each back: it was not a wrong one. */
  takeBack(subjects: readonly LoginSubject[]): Promise<void>;
  /** A right password makes good for an account. */
  forgive(subject: LoginSubject): Promise<void>;
}

/** An account, an address or the like, and how many tries are counted in a quarter of an hour before there is a wait. */
export interface LoginSubject {
  readonly name: string;
  readonly limit: number;
}
