import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

export function BrandMark({ className = "size-7" }: { className?: string }): ReactNode {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" fill="#171c24" />
      <circle cx="16" cy="16" r="6" fill="#f2b450" />
      <path
        stroke="#f2b450"
        strokeWidth="2.2"
        strokeLinecap="round"
        d="M16 4.5v2.6M16 24.9v2.6M4.5 16h2.6M24.9 16h2.6M7.9 7.9l1.8 1.8M22.3 22.3l1.8 1.8M24.1 7.9l-1.8 1.8M9.7 22.3l-1.8 1.8"
      />
    </svg>
  );
}

export function Brand(): ReactNode {
  return (
    <Link to="/" className="flex items-center gap-2.5 rounded-md text-[0.9375rem] font-semibold tracking-[-0.01em]">
      <BrandMark />
      Heliograph
    </Link>
  );
}
