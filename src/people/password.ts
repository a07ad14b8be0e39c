/** Characters a password may have. */
export const passwordLength = { min: 12, max: 128 } as const;
