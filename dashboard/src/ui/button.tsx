import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.ts";

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon;
  /** Something it began is under way: it shows so and takes no second press. */
  busy?: boolean;
}

export function Button({
  variant,
  size,
  icon: Icon,
  busy = false,
  children,
  className,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={buttonStyle(variant, size, className)}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-4" />
      )}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  icon: LucideIcon;
  /** What it does, for those who do not see the icon. */
  label: string;
}

export function IconButton({ icon, label, variant = "ghost", ...rest }: IconButtonProps): ReactNode {
  return <Button {...rest} icon={icon} variant={variant} size="icon" aria-label={label} title={label} />;
}
