/** The console as a whole: who is there, and which page they see. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Redirect, Route, Router, Switch } from 'wouter';
import { ApiError } from '../api/client.ts';
import { OrganisationsPage } from '../pages/organisations/organisations.tsx';
import { Gate } from '../pages/sign-in/gate.tsx';
import { InvitationPage } from '../pages/sign-in/invitation.tsx';
import { SignInPage } from '../pages/sign-in/sign-in.tsx';
import { useLeave } from '../ui/leaving.ts';
import { LeavingProvider } from '../ui/leaving-provider.tsx';
import { Page } from '../ui/page.tsx';
import { ShortcutProvider } from '../ui/shortcuts.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { placeGroups } from './navigation.ts';
import { OrganisationProvider } from './organisation.tsx';
import { OperatorProvider, sessionKey, useOperator, useSessionQuery } from './session.tsx';
import { Shell } from './shell.tsx';
import { restoreTheme } from './theme.ts';

restoreTheme();

/** Everything. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <ShortcutProvider>
        <ToastProvider>
          <LeavingProvider>
            <Routes />
          </LeavingProvider>
        </ToastProvider>
      </ShortcutProvider>
    </QueryClientProvider>
  );
}

function Routes() {
  const leave = useLeave();
  return (
    <Router base="/console" aroundNav={(navigate, to, options) => leave(() => navigate(to, options))}>
      <Switch>
        <Route path="/invitation">
          <InvitationPage />
        </Route>
        <Route>
          <SignedIn />
        </Route>
      </Switch>
    </Router>
  );
}

/** A session that is over shows wherever the next call is made. */
function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
      },
    },
  });
  const watch = (error: unknown) => {
    // A wrong password is an answer to a form, not the end of a session.
    if (error instanceof ApiError && error.status === 401 && error.code !== 'invalid_login')
      queryClient.setQueryData(sessionKey, null);
  };
  queryClient.getQueryCache().config.onError = watch;
  queryClient.getMutationCache().config.onError = watch;
  return queryClient;
}

function SignedIn() {
  const { data: operator, error, refetch } = useSessionQuery();
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (operator === undefined) return <Loading what="Loading the console" />;
  if (operator === null) return <SignInPage />;
  return (
    <OperatorProvider operator={operator}>
      <Switch>
        <Route path="/organisations">
          <OrganisationsPage />
        </Route>
        <Route path="/orgs/:org/*?">{({ org }) => <OrganisationPages org={decodeURIComponent(org)} />}</Route>
        <Route path="/">
          <Home />
        </Route>
        <Route>
          <Gate title={noSuchPage}>
            <NoSuchPage />
          </Gate>
        </Route>
      </Switch>
    </OperatorProvider>
  );
}

const noSuchPage = 'There is no such page';

function NoSuchPage() {
  return (
    <>
      <p>The address may be mistyped, or from another version of the console.</p>
      <Link href="/">To the first page</Link>
    </>
  );
}

/** Where the address says nothing: an operator's own organisation, or the platform's list. */
function Home() {
  const { org_id } = useOperator();
  return <Redirect to={org_id === null ? '/organisations' : `/orgs/${org_id}/overview`} replace />;
}

function OrganisationPages({ org }: { readonly org: string }) {
  return (
    <OrganisationProvider org={org}>
      <Shell>
        <Switch>
          {placeGroups
            .flatMap(({ places }) => places)
            .map(({ path, page: PlacePage }) => (
              <Route key={path} path={`/orgs/:org/${path}/*?`}>
                <PlacePage />
              </Route>
            ))}
          <Route path="/orgs/:org">{() => <Redirect to={`/orgs/${encodeURIComponent(org)}/overview`} replace />}</Route>
          <Route>
            <Page title={noSuchPage}>
              <NoSuchPage />
            </Page>
          </Route>
        </Switch>
      </Shell>
    </OrganisationProvider>
  );
}
