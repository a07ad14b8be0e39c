// Before the first paint, so that a chosen theme does not flash in late. A file of its own: the policy allows no inline script.
try {
  const theme = localStorage.getItem("heliograph.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where storage is refused, the system's theme is the theme.
}
