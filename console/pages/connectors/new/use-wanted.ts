/** What the address says of a new connector, `?store=main&format=woocommerce`, and how another choice gets there. */
import { useSearchParams } from 'wouter';
import type { Adapter } from '../../adapters/adapter-queries.ts';
import { allGuides, type Guide } from '../../adapters/guides.ts';
import type { Store } from '../../stores/store-queries.ts';

/** What is chosen. */
export interface Wanted {
  /** The first store where the address names none. */
  readonly store: Store | undefined;
  /** The first that the store may have where the address names none of them. */
  readonly guide: Guide | undefined;
  /** The format that the address names although the store may not have it. */
  readonly missing: string | undefined;
  /** All that the store may have. */
  readonly guides: readonly Guide[];
  chooseStore(slug: string): void;
  chooseGuide(guide: Guide): void;
}

/** Reads and writes the address. */
export function useWanted(stores: readonly Store[], adapters: readonly Adapter[]): Wanted {
  const [address, setAddress] = useSearchParams();
  const choose = (names: Readonly<Record<string, string>>) =>
    setAddress((before) => new URLSearchParams({ ...Object.fromEntries(before), ...names }), { replace: true });
  const [format, variant] = [address.get('format'), address.get('for') ?? ''];
  const store = stores.find(({ slug }) => slug === address.get('store')) ?? stores[0];
  const guides = allGuides(adapters).filter((guide) => store?.adapters?.includes(guide.format) ?? true);
  const ofFormat = guides.filter((guide) => guide.format === format);
  return {
    store,
    guide: ofFormat.find((guide) => guide.variant === variant) ?? ofFormat[0] ?? guides[0],
    missing: format !== null && ofFormat.length === 0 ? format : undefined,
    guides,
    chooseStore: (slug) => choose({ store: slug }),
    chooseGuide: (guide) => choose({ format: guide.format, for: guide.variant ?? '' }),
  };
}
