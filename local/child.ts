/** Loaded before each child's own code: a child whose parent is gone has nobody to serve and ends as if told to. */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
// The channel alone is no reason to stay alive.
process.channel?.unref();
