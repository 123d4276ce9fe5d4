/** The organisation that the pages are about: the one in the address. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Link } from 'wouter';
import { usePathname } from 'wouter/use-browser-location';
import { answerOf, api, type Schemas } from '../api/client.ts';
import { Page } from '../ui/page.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import { Outside } from './outside.tsx';

/** An organisation as the operator API gives it. */
export type Organisation = Schemas['Organisation'];

const Context = createContext<Organisation | undefined>(undefined);

/** Loads the organisation with this slug or id, and shows what is below it once it is there. */
export function OrganisationProvider({ org, children }: { readonly org: string; readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['organisation', org],
    async queryFn() {
      const organisation = await answerOf(api.GET('/orgs/{org}', { params: { path: { org } } }));
      queryClient.setQueryData(['organisation', organisation.slug], organisation); // where every link of an address with its id leads
      return organisation;
    },
  });
  if (error) {
    return (
      <Outside>
        <Page title="Organisation">
          <Failure error={error} onRetry={() => void refetch()} />
          <Link href="/">To the first page</Link>
        </Page>
      </Outside>
    );
  }
  if (data === undefined) {
    return (
      <Page title="Organisation">
        <Loading />
      </Page>
    );
  }
  return <Context value={data}>{children}</Context>;
}

/** The organisation of the page. */
export function useOrganisation(): Organisation {
  const organisation = useContext(Context);
  if (organisation === undefined) throw new Error('this page stands below no organisation');
  return organisation;
}

/** Addresses of the organisation's pages: `hrefOf('requests', id)` is the page of one request. */
export function useHref(): (...names: readonly string[]) => string {
  const { slug } = useOrganisation();
  return (...names) => `/orgs/${[slug, ...names].map(encodeURIComponent).join('/')}`;
}

/**
 * The way back from `useHref`: what follows the page in the address, such as the SKU of the product that is open; undefined
 * on the page itself. It reads the address as it is written, since a slash or a per cent sign may be part of the name.
 */
export function useOpened(): string | undefined {
  const [, , , , , name = ''] = usePathname().split('/'); // /console/orgs/<organisation>/<page>/<name>
  return name === '' ? undefined : decoded(name);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // typed by hand, and not encoded
  }
}
