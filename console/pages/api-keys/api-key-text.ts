/** What is said about keys of the read API, in words and in a command. */

/** What a key may do. */
export const scopeNames = { read_only: 'Read', read_write: 'Read, and ask for test deliveries' } as const;

/** A command that reads the newest orders with a key. */
export function readCommand(origin: string, key: string): string {
  return `curl '${origin}/v1/orders?limit=10' \\\n  -H 'Authorization: Bearer ${key}'`;
}
