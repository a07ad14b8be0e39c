export const invite = {
  title: "Tiene una invitación",
  resetTitle: "Una contraseña nueva",
  code: "Un paso más",
  toAccount: "Únase a {account}.",
  kinds: {
    operator: "Únase a quienes operan esta pasarela.",
    reset: "Su segundo factor queda desactivado hasta que lo active de nuevo.",
  },
  email: "Correo electrónico",
  name: "Nombre",
  password: "Contraseña",
  newPassword: "Contraseña nueva",
  passwordHint: "Al menos 12 caracteres.",
  knownHint: "Al menos 12 caracteres. Si ya ha iniciado sesión aquí, use la contraseña que tiene.",
  submit: "Aceptar la invitación",
  resetSubmit: "Establecer la contraseña",
  signIn: "Ir al inicio de sesión",
};
