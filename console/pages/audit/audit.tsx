/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function AuditPage() {
  return <Page title="Audit">.</Page>;
}
