/** Not written yet. */
import { Page } from '../../ui/page.tsx';

/** The page. */
export function TeamPage() {
  return <Page title="Team">.</Page>;
}
