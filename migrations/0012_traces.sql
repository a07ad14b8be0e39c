CREATE TABLE `message_traces` (
	`message_id` text PRIMARY KEY NOT NULL,
	`context` text NOT NULL
) WITHOUT ROWID;
