export const invite = {
  title: "You are invited",
  resetTitle: "A new password",
  code: "One more step",
  toAccount: "Join {account}.",
  kinds: {
    operator: "Join those who run this gateway.",
    reset: "Your second factor is off until you turn it on again.",
  },
  email: "E-mail",
  name: "Name",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least 12 characters.",
  knownHint: "At least 12 characters. If you have signed in here before, give the password you have.",
  submit: "Accept the invitation",
  resetSubmit: "Set the password",
  signIn: "Go to sign-in",
};
