/**
 * The part of the adapter contract that is for people: how a storefront is connected. Plain sentences without markup; the hub
 * never acts on them.
 */

/** What people are told who connect one kind of sender. */
export interface SetupGuide {
  /** What people call it, such as "WooCommerce". One line. */
  readonly title: string;
  /** What comes in and goes out. One line. */
  readonly description: string;
  /** What to do once the connector is made, in order. */
  readonly steps: readonly string[];
  /** A shell command that sends something as it would; absent means that there is none. */
  readonly firstRequest?: string;
}

/**
 * What people are told who connect a storefront: plain sentences without markup. In steps and first request these stand for
 * what the connector has: `{delivery_url}`, its first delivery URL; `{delivery_url_2}` and so on, the next ones, in the order
 * of the routes; `{key}` and `{secret}`, as they are shown once. Nothing else stands in braces.
 */
export interface Setup extends SetupGuide {
  /** Other kinds of senders that speak the same format, each by a short name for addresses; absent means none. */
  readonly others?: Readonly<Record<string, SetupGuide>>;
}
