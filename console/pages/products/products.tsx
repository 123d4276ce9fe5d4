/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function ProductsPage() {
  return <Page title="Products">.</Page>;
}
