/** What an entry of the audit log says, in words. The log itself has the method and the path of each call. */
import type { Schemas } from '../../api/client.ts';

type AuditEntry = Schemas['AuditEntry'];

/** What each kind of object is called, and the page of one of them by its id; absent where it has none. */
const kinds: Readonly<Record<string, { readonly noun: string; readonly page?: (id: string) => readonly string[] }>> = {
  orgs: { noun: 'organisation' },
  stores: { noun: 'store', page: () => ['stores'] },
  connectors: { noun: 'connector', page: (id) => ['connectors', id] },
  requests: { noun: 'request', page: (id) => ['requests', id] },
  'api-keys': { noun: 'API key', page: () => ['api-keys'] },
  'webhook-endpoints': { noun: 'webhook endpoint', page: (id) => ['webhooks', 'endpoints', id] },
  deliveries: { noun: 'delivery', page: (id) => ['webhooks', 'deliveries', id] },
  recoveries: { noun: 'recovery' },
  orders: { noun: 'order', page: (id) => ['orders', id] },
  payments: { noun: 'payment' },
  products: { noun: 'products', page: () => ['products'] },
  conversations: { noun: 'conversation', page: (id) => ['inbox', id] },
  replies: { noun: 'reply' },
  clients: { noun: 'client', page: (id) => ['clients', id] },
  vendors: { noun: 'vendor', page: (id) => ['vendors', id] },
  'alert-recipients': { noun: 'alert recipients', page: () => ['team'] },
  tokens: { noun: 'operator token', page: () => ['team'] },
  operators: { noun: 'account', page: () => ['team'] },
  invitations: { noun: 'invitation', page: () => ['team'] },
};

/** What is done by the last name of a path, with the object after it. */
const actions: Readonly<Record<string, string>> = {
  revoke: 'Revoked the',
  'rotate-secret': 'Rotated the secret of the',
  'end-grace': 'Ended the grace of the',
  test: 'Tested the',
  replay: 'Replayed the',
  recover: 'Sent again what was missed by the',
  retry: 'Sent again the',
  cancel: 'Cancelled the',
  ship: 'Shipped the',
  tracking: 'Added tracking to the',
  refund: 'Refunded the',
  claim: 'Claimed the',
  replies: 'Answered in the',
  read: 'Read the',
};

/** Whole sentences, for what is not made of an action and an object. */
const whole: Readonly<Record<string, string>> = {
  'POST /password': 'Changed their own password',
  'POST /setup': 'Made the first account of the hub',
  'POST /invitations/accept': 'Accepted an invitation',
  'POST /orders/:id/deliver': 'Marked the order as delivered',
};

const methods: Readonly<Record<string, string>> = { POST: 'Made a', PUT: 'Set the', PATCH: 'Changed the', DELETE: 'Deleted the' };

/** What was done: "Changed the connector". What the console does not know is said as the log has it. */
export function whatOf({ action }: Pick<AuditEntry, 'action'>): string {
  const sentence = whole[action];
  if (sentence !== undefined) return sentence;
  const { method, kind, verb } = partsOf(action);
  const noun = kinds[kind]?.noun;
  const did = verb === undefined ? methods[method] : actions[verb];
  if (noun === undefined || did === undefined) return action;
  return `${did === 'Made a' && /^[aeio]/i.test(noun) ? 'Made an' : did} ${noun}`;
}

/** Which object it was about, or what of it changed: what tells one row from the next. */
export function subjectOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): string {
  if (before !== null && after !== null) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'updated_at');
    return names.map((name) => changeOf(name.replaceAll('_', ' '), before[name], after[name])).join(', ');
  }
  const shown = after ?? before ?? {};
  const name = ['name', 'description', 'url', 'email', 'slug', 'title'].map((field) => shown[field]).find(isText);
  return name ?? '';
}

/** "paused: no → yes" where both are short, else the name alone. */
function changeOf(name: string, before: unknown, after: unknown): string {
  const [from, to] = [shortOf(before), shortOf(after)];
  return from === undefined || to === undefined ? name : `${name}: ${from} → ${to}`;
}

const shortText = 24;

function shortOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= shortText ? value : undefined;
}

/** Where the object of an entry is seen, by the names of `useHref`; undefined where it has no page, or is gone. */
export function pageOf({ action, target_id, after }: AuditEntry): readonly string[] | undefined {
  const { kind } = partsOf(action);
  return target_id === null || after === null ? undefined : kinds[kind]?.page?.(target_id);
}

/** `POST /orgs/:org/tokens` is about tokens; `POST /tokens/:id/revoke` revokes one. */
function partsOf(action: string): { readonly method: string; readonly kind: string; readonly verb: string | undefined } {
  const [method = '', path = ''] = action.split(' ');
  const segments = path.split('/').slice(1);
  const last = segments.findLastIndex((segment) => segment === ':id' || segment === ':store' || segment === ':org');
  const names = segments.slice(last + 1);
  const collection = segments[last - 1] ?? '';
  const [name] = names;
  if (name === undefined) return { method, kind: collection, verb: undefined };
  return segments[last] === ':id' ? { method, kind: collection, verb: name } : { method, kind: name, verb: undefined };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
