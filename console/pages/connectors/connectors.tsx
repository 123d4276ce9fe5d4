/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function ConnectorsPage() {
  return <Page title="Connectors">.</Page>;
}
