CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `carriers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`attempts` integer NOT NULL,
	`died_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inbound_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`carrier_id` text NOT NULL,
	`sender` text NOT NULL,
	`recipient` text NOT NULL,
	`body` text NOT NULL,
	`parts` integer NOT NULL,
	`missing_parts` text NOT NULL,
	`received_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`status_rank` integer NOT NULL,
	`sender` text NOT NULL,
	`recipient` text NOT NULL,
	`body` text NOT NULL,
	`encoding` text NOT NULL,
	`segment_count` integer NOT NULL,
	`lane` text NOT NULL,
	`carrier_id` text NOT NULL,
	`client_reference` text,
	`error_code` text,
	`updated_at_ms` integer NOT NULL,
	`timeline` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `messages_recipient` ON `messages` (`account_id`,`recipient`,`id`);--> statement-breakpoint
CREATE INDEX `messages_sender` ON `messages` (`account_id`,`sender`,`id`);--> statement-breakpoint
CREATE INDEX `messages_status` ON `messages` (`account_id`,`status`,`id`) WHERE status <> 'delivered';