/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function ClientsPage() {
  return <Page title="Clients">.</Page>;
}
