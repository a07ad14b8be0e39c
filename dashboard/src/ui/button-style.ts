import { classNames } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "small" | "medium" | "icon";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent-solid text-on-accent hover:bg-accent-solid-hover font-semibold",
  secondary: "border border-line bg-panel text-text shadow-card hover:bg-sunken font-medium",
  ghost: "text-text hover:bg-sunken font-medium",
  danger: "bg-bad-solid text-white hover:brightness-110 font-semibold",
};
const sizes: Record<ButtonSize, string> = {
  small: "h-8 px-2.5 text-[0.8125rem]",
  medium: "h-9 px-3.5",
  icon: "size-9",
};

export function buttonStyle(variant: ButtonVariant = "secondary", size: ButtonSize = "medium", more?: string): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg whitespace-nowrap transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    variants[variant],
    sizes[size],
    more,
  );
}
