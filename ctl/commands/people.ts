import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { CommandError } from "../command-error.ts";
import type { Answer, Command } from "../command.ts";
import { list, table } from "../table.ts";

type NewInvitation = Schema<"NewInvitationByKey">;

export const listPeople: Command = {
  usage: "people list [EMAIL] [--operator]",
  about: "who signs in; with --operator the operators only",
  takes: [0, 1],
  run: async (api, [email], { operator }) => {
    const query = {
      limit: 1_000,
      ...(email !== undefined && { email }),
      ...(operator && { operator: "true" as const }),
    };
    const people = await answered(api.GET("/admin/v1/people", { params: { query } }));
    return {
      body: people,
      text: () =>
        table(
          ["id", "e-mail", "name", "operator", "second factor", "since"],
          people.data.map((person) => [
            person.id,
            person.email,
            person.name,
            person.operator,
            person.twoFactor,
            person.createdAt,
          ]),
        ),
    };
  },
};

export const invitePerson: Command = {
  usage: "people invite EMAIL [ACCOUNT ROLE] [--operator]",
  about: "a link that lets somebody in, as an operator or with a role in an account",
  takes: [1, 3],
  run: async (api, [email = "", accountId, role], { operator }) => {
    if (operator === (accountId !== undefined) || (accountId !== undefined && role === undefined)) {
      throw new CommandError("Say either --operator, or an account and a role: owner, developer, agent or viewer.");
    }
    const body = (operator ? { operator: true, email } : { email, accountId, role }) as NewInvitation;
    return linkAnswer(await answered(api.POST("/admin/v1/invitations", { body })));
  },
};

export const resetPerson: Command = {
  usage: "people reset EMAIL",
  about: "a link by which they choose a new password; their second factor is off then",
  takes: [1, 1],
  run: async (api, [email = ""]) => linkAnswer(await answered(api.POST("/admin/v1/people/reset", { body: { email } }))),
};

function linkAnswer(made: Schema<"MadeInvitation">): Answer {
  return {
    body: made,
    text: () =>
      list([
        ["link", made.link],
        ["e-mail", made.email],
        ["expires", made.expiresAt],
      ]),
  };
}
