/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function StoresPage() {
  return <Page title="Stores">.</Page>;
}
