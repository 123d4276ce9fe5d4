/**
 * What a newcomer is told when the hub has started: the admin token once, and the first steps on an empty hub.
 */
import type { Hub } from '../main.ts';

/** Text for the terminal; empty when there is nothing to tell. */
export function nextSteps({ url, adminToken, isEmpty, tokenIsInEnvironment }: Hub): string {
  const lines: string[] = [];
  if (adminToken !== undefined) {
    lines.push('', `Your admin token, shown only this once:  ${adminToken}`);
  }
  if (isEmpty && url !== undefined) {
    const token = adminToken ?? (tokenIsInEnvironment ? '$CROSSDOCK_ADMIN_TOKEN' : '<your admin token>');
    lines.push(
      '',
      `This hub is empty. Go on in a browser, at ${url}/console, or make your first organisation here:`,
      '',
      `  curl -X POST ${url}/admin/v1/orgs \\`,
      `    -H "Authorization: Bearer ${token}" \\`,
      `    -H "Content-Type: application/json" -d '{"slug":"acme","name":"Acme Ltd"}'`,
      '',
      'README.md goes on from there: a store, a connector, the first order.',
      '',
    );
  }
  return lines.join('\n');
}
