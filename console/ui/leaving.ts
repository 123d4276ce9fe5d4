/** A secret that is shown once holds back whoever is about to leave it uncopied: all that closes or goes elsewhere asks here. */
import { createContext, useContext, useEffect } from 'react';

/** The way out of what is shown. */
export interface Leaving {
  /** Does it at once where nothing would be lost, else once the question is answered with yes. */
  leave(go: () => void): void;
  /** From now on this would be lost, until it is copied or the returned function is called. */
  hold(secret: string): () => void;
  /** Whatever secrets are in the text are lost no more. */
  copied(text: string): void;
}

/** Where nothing can be lost, everybody goes. */
export const free: Leaving = { leave: (go) => go(), hold: () => () => undefined, copied: () => undefined };

/** Who is asked. */
export const LeavingContext = createContext(free);

/** How a component lets go of what it shows. */
export function useLeave(): Leaving['leave'] {
  return useContext(LeavingContext).leave;
}

/** How a component says what it has copied. */
export function useCopied(): Leaving['copied'] {
  return useContext(LeavingContext).copied;
}

/** Holds back whoever leaves for as long as the component is there and the secret uncopied. */
export function useHold(secret: string): void {
  const { hold } = useContext(LeavingContext);
  useEffect(() => hold(secret), [hold, secret]);
}
