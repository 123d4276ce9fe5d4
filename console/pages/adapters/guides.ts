/** The kinds of senders that can be connected, in the adapters' own words: most formats have one, some have more. */
import { type Adapter, takesConnectors } from './adapter-queries.ts';

/** One kind of sender. */
export interface Guide {
  /** The format that it speaks. */
  readonly format: string;
  /** Tells it from others that speak the same format; undefined for the format's usual one. */
  readonly variant: string | undefined;
  /** What people call it: "WooCommerce". */
  readonly name: string;
  /** What comes in and goes out, in one line; undefined where the adapter does not say. */
  readonly description: string | undefined;
  /** What to do once the connector is made; empty where the adapter does not say. */
  readonly steps: readonly string[];
  /** A shell command that sends something as it would; undefined where there is none. */
  readonly firstRequest: string | undefined;
}

/** Those of one format, its usual one first. */
export function guidesOf({ id: format, name, description, setup }: Adapter): readonly [Guide, ...Guide[]] {
  const usual: Guide = {
    format,
    variant: undefined,
    name,
    description: description ?? undefined,
    steps: setup?.steps ?? [],
    firstRequest: setup?.first_request ?? undefined,
  };
  const others = (setup?.others ?? []).map(({ id, first_request, ...other }) => ({
    ...other,
    format,
    variant: id,
    firstRequest: first_request ?? undefined,
  }));
  return [usual, ...others];
}

/** The one that an address asks for, else the format's usual one. */
export function guideOf(adapter: Adapter, variant: string | null | undefined): Guide {
  const guides = guidesOf(adapter);
  return guides.find((guide) => guide.variant === variant) ?? guides[0];
}

/** What most people look for comes first; formats that are not named here follow, as the hub lists them. */
const order = ['woocommerce', 'shopify', 'website', 'peptideclients', 'fulfilment', 'storeep'];

/** All of them. */
export function allGuides(adapters: readonly Adapter[]): readonly Guide[] {
  const rankOf = ({ id }: Adapter) => (order.includes(id) ? order.indexOf(id) : order.length);
  return adapters
    .filter(takesConnectors)
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .flatMap(guidesOf);
}
