/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function VendorsPage() {
  return <Page title="Vendors">.</Page>;
}
