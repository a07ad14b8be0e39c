import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { Failure, Loading } from "../../ui/states.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { CodeForm } from "../sign-in/code-form.tsx";
import { DoorFrame } from "../sign-in/door-frame.tsx";
import { useEnter } from "../sign-in/use-enter.ts";
import { AcceptForm } from "./accept-form.tsx";

const route = getRouteApi("/invite/$token");

/** The one-time link: who was invited to what, and the form that makes them a person here. */
export function InvitePage(): ReactNode {
  const t = useTranslations("invite");
  const { token } = route.useParams();
  const enter = useEnter();
  const [needsCode, setNeedsCode] = useState(false);
  // What is open changes by using it, so it is asked anew each time.
  const invitation = useQuery({
    ...read(null, "/people/v1/invitations/{invitation}", { params: { path: { invitation: token } } }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  if (needsCode) {
    return (
      <DoorFrame title={t("code")}>
        <CodeForm onDone={enter} onBack={() => setNeedsCode(false)} />
      </DoorFrame>
    );
  }
  if (invitation.isError) {
    return (
      <DoorFrame title={t("title")}>
        <Failure error={invitation.error} />
        <div className="flex justify-center">
          <LinkButton to="/sign-in">{t("signIn")}</LinkButton>
        </div>
      </DoorFrame>
    );
  }
  if (invitation.data === undefined) {
    return (
      <DoorFrame title={t("title")}>
        <Loading />
      </DoorFrame>
    );
  }
  const { kind, account } = invitation.data;
  return (
    <DoorFrame
      title={kind === "reset" ? t("resetTitle") : t("title")}
      description={kind === "member" ? t("toAccount", { account: account?.name ?? "" }) : t(`kinds.${kind}`)}
    >
      <AcceptForm
        token={token}
        invitation={invitation.data}
        onDone={({ twoFactorRequired }) => (twoFactorRequired ? setNeedsCode(true) : enter())}
      />
    </DoorFrame>
  );
}
