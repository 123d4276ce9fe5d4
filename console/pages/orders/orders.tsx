/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function OrdersPage() {
  return <Page title="Orders">.</Page>;
}
