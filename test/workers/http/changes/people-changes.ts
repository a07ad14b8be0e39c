import { signInAs } from "../../support/people.ts";
import { type Changes, byOperator } from "./change.ts";

export const peopleChanges: Changes = {
  createInvitationByKey: () => byOperator("/admin/v1/invitations", { operator: true, email: null }),
  resetPerson: async () => {
    const { email } = await signInAs("viewer");
    return byOperator("/admin/v1/people/reset", { email });
  },
};
