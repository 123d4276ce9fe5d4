/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function InboxPage() {
  return <Page title="Inbox">.</Page>;
}
