/** Asks whoever is about to leave work that is not saved: by a link of the console, by closing the tab, or by loading it anew. */
import { useEffect } from 'react';

/** Asks for as long as it `isUnsaved`; `question` is for links, since browsers word their own. */
export function useUnsaved(isUnsaved: boolean, question: string): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onClick = (event: MouseEvent): void => {
      if (!leads(event) || confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('click', onClick, true); // before the router hears of it
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('click', onClick, true);
    };
  }, [isUnsaved, question]);
}

/** False for a link that opens beside this page. */
function leads({ target, button, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const link = target instanceof Element ? target.closest('a[href]') : null;
  return link !== null && link.getAttribute('target') !== '_blank' && button === 0 && !ctrlKey && !metaKey && !shiftKey;
}
