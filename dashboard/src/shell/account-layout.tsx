import { Outlet, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { LiveProvider } from "../live/live-provider.tsx";
import { Frame } from "./frame.tsx";

/** A customer's side. Another account is another stream and other pages: nothing of the one is left in the other. */
export function AccountLayout(): ReactNode {
  const { accountId } = useParams({ from: "/signed-in/a/$accountId" });
  return (
    <LiveProvider key={accountId} accountId={accountId}>
      <Frame area="account">
        <Outlet />
      </Frame>
    </LiveProvider>
  );
}
