CREATE TABLE `carrier_states` (
	`carrier_id` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`state` text NOT NULL,
	`since_ms` integer,
	`waiting_texts` integer NOT NULL,
	`oldest_waiting_at_ms` integer,
	`bound_binds` integer NOT NULL,
	`binds` integer NOT NULL,
	`drifts` integer NOT NULL,
	`drifted_at_ms` integer,
	`clock_skew_ms` text NOT NULL,
	`snapshot` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cron_runs` (
	`task` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `live_watchers` (
	`topic` text PRIMARY KEY NOT NULL,
	`until_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retention_cursors` (
	`account_id` text NOT NULL,
	`stage` text NOT NULL,
	`before_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `stage`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `retention_later` (
	`account_id` text NOT NULL,
	`stage` text NOT NULL,
	`due_at_ms` integer NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`account_id`, `stage`, `due_at_ms`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `retention_settings` (
	`account_id` text PRIMARY KEY NOT NULL,
	`text_days` integer,
	`number_days` integer,
	`message_days` integer,
	`inbound_days` integer,
	`archive` integer
);
--> statement-breakpoint
CREATE TABLE `retention_walk` (
	`id` integer PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`after_account_id` text NOT NULL,
	`is_done` integer NOT NULL,
	`deleted_messages` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `storage_days` (
	`database` text NOT NULL,
	`day` text NOT NULL,
	`bytes` integer NOT NULL,
	`messages` integer NOT NULL,
	`deleted_messages` integer NOT NULL,
	PRIMARY KEY(`database`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `usage_days_counted` ADD `is_closed` integer DEFAULT false NOT NULL;