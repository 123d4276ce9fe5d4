/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function ApiKeysPage() {
  return <Page title="ApiKeys">.</Page>;
}
