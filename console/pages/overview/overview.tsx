/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function OverviewPage() {
  return <Page title="Overview">.</Page>;
}
