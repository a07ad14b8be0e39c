CREATE TABLE `alarm_notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`alarm_id` text NOT NULL,
	`target_id` text NOT NULL,
	`notice` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`sent_at_ms` integer,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `alarm_notifications_due` ON `alarm_notifications` (`due_at_ms`) WHERE status = 'waiting';--> statement-breakpoint
CREATE TABLE `alarm_samples` (
	`minute` integer PRIMARY KEY NOT NULL,
	`previous_minute` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alarm_samples_chain` ON `alarm_samples` (`previous_minute`);--> statement-breakpoint
CREATE TABLE `alarm_signals` (
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`told_at_ms` integer NOT NULL,
	`checked_at_ms` integer NOT NULL,
	`detail` text,
	PRIMARY KEY(`rule`, `subject`)
);
--> statement-breakpoint
CREATE TABLE `alarm_silences` (
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`until_ms` integer NOT NULL,
	`reason` text NOT NULL,
	`author` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`rule`, `subject`)
);
--> statement-breakpoint
CREATE TABLE `alarms` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`account_id` text,
	`severity` text NOT NULL,
	`raised_at_ms` integer NOT NULL,
	`cleared_at_ms` integer,
	`clear_reason` text,
	`value` real NOT NULL,
	`peak` real NOT NULL,
	`baseline` real,
	`raise_at` real NOT NULL,
	`clear_below` real NOT NULL,
	`detail` text,
	`series` text NOT NULL,
	`acknowledged_at_ms` integer,
	`acknowledged_by` text,
	`acknowledge_note` text
);
--> statement-breakpoint
CREATE INDEX `alarms_account` ON `alarms` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `alarms_open` ON `alarms` (`id`) WHERE cleared_at_ms IS NULL;--> statement-breakpoint
ALTER TABLE `connectors` ADD `clock_skew_ms` integer;