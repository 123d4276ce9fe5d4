/** The pages of an organisation, in the order in which the sidebar shows them. */
import {
  Blocks,
  Building2,
  Contact,
  Inbox,
  KeyRound,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  Package,
  PlugZap,
  ScrollText,
  Send,
  ShoppingCart,
  Truck,
  Users,
} from 'lucide-react';
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Role } from './session.tsx';

/** One page of the sidebar. What follows its path in the address is the page's own: the row that is open, a step. */
export interface Place {
  /** Below the organisation. */
  readonly path: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly page: LazyExoticComponent<ComponentType>;
  /** The least role that sees it; absent means everybody. */
  readonly role?: Role;
}

/** Pages under a common heading. */
export interface PlaceGroup {
  readonly title: string;
  readonly places: readonly Place[];
}

/** A page that is loaded when it is first opened. */
function page<Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}

/** All of them. */
export const placeGroups: readonly PlaceGroup[] = [
  {
    title: 'At a glance',
    places: [
      {
        path: 'overview',
        title: 'Overview',
        icon: LayoutDashboard,
        page: page(() => import('../pages/overview/overview.tsx'), 'OverviewPage'),
      },
    ],
  },
  {
    title: 'What comes in',
    places: [
      {
        path: 'connectors',
        title: 'Connectors',
        icon: PlugZap,
        page: page(() => import('../pages/connectors/connectors.tsx'), 'ConnectorsPage'),
      },
      {
        path: 'requests',
        title: 'Request log',
        icon: ListTree,
        page: page(() => import('../pages/requests/requests.tsx'), 'RequestsPage'),
      },
      { path: 'inbox', title: 'Inbox', icon: Inbox, page: page(() => import('../pages/inbox/inbox.tsx'), 'InboxPage') },
    ],
  },
  {
    title: 'What is kept',
    places: [
      {
        path: 'orders',
        title: 'Orders',
        icon: ShoppingCart,
        page: page(() => import('../pages/orders/orders.tsx'), 'OrdersPage'),
      },
      {
        path: 'clients',
        title: 'Clients',
        icon: Contact,
        page: page(() => import('../pages/clients/clients.tsx'), 'ClientsPage'),
      },
      {
        path: 'products',
        title: 'Products',
        icon: Package,
        page: page(() => import('../pages/products/products.tsx'), 'ProductsPage'),
      },
      { path: 'vendors', title: 'Vendors', icon: Truck, page: page(() => import('../pages/vendors/vendors.tsx'), 'VendorsPage') },
    ],
  },
  {
    title: 'What goes out',
    places: [
      {
        path: 'webhooks',
        title: 'Webhooks',
        icon: Send,
        page: page(() => import('../pages/webhooks/webhooks.tsx'), 'WebhooksPage'),
      },
    ],
  },
  {
    title: 'Administration',
    places: [
      {
        path: 'stores',
        title: 'Stores',
        icon: Building2,
        page: page(() => import('../pages/stores/stores.tsx'), 'StoresPage'),
      },
      {
        path: 'api-keys',
        title: 'API keys',
        icon: KeyRound,
        page: page(() => import('../pages/api-keys/api-keys.tsx'), 'ApiKeysPage'),
      },
      {
        path: 'adapters',
        title: 'Adapters',
        icon: Blocks,
        page: page(() => import('../pages/adapters/adapters.tsx'), 'AdaptersPage'),
      },
      {
        path: 'team',
        title: 'Team',
        icon: Users,
        page: page(() => import('../pages/team/team.tsx'), 'TeamPage'),
      },
      {
        path: 'audit',
        title: 'Audit log',
        icon: ScrollText,
        role: 'org_admin',
        page: page(() => import('../pages/audit/audit.tsx'), 'AuditPage'),
      },
    ],
  },
];
