import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { OperatorWords } from "../i18n/operator-words.tsx";
import { LiveProvider } from "../live/live-provider.tsx";
import { Frame } from "./frame.tsx";

/** The side of those who run the gateway. */
export function OperatorLayout(): ReactNode {
  return (
    <LiveProvider accountId={null}>
      <OperatorWords>
        <Frame area="operator">
          <Outlet />
        </Frame>
      </OperatorWords>
    </LiveProvider>
  );
}
