/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function WebhooksPage() {
  return <Page title="Webhooks">.</Page>;
}
