CREATE TABLE `conversations` (
	`account_id` text NOT NULL,
	`number` text NOT NULL,
	`peer` text NOT NULL,
	`last_inbound_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `number`, `peer`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `conversations_latest` ON `conversations` (`account_id`,`last_inbound_id`);--> statement-breakpoint
CREATE TABLE `number_keywords` (
	`number` text NOT NULL,
	`keyword` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`number`, `keyword`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `number_keywords_account` ON `number_keywords` (`account_id`,`number`);--> statement-breakpoint
CREATE TABLE `numbers` (
	`number` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account_id` text,
	`carrier_id` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `numbers_account` ON `numbers` (`account_id`,`number`);--> statement-breakpoint
ALTER TABLE `inbound_messages` ADD `account_id` text;--> statement-breakpoint
ALTER TABLE `inbound_messages` ADD `keyword` text;--> statement-breakpoint
ALTER TABLE `inbound_messages` ADD `in_reply_to` text;--> statement-breakpoint
CREATE INDEX `inbound_messages_account` ON `inbound_messages` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `inbound_messages_pair` ON `inbound_messages` (`account_id`,`recipient`,`sender`,`id`);