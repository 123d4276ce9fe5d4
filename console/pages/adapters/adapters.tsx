/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function AdaptersPage() {
  return <Page title="Adapters">.</Page>;
}
