CREATE TABLE `usage_days` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	`country` text NOT NULL,
	`carrier_id` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`messages` integer NOT NULL,
	`segments` integer NOT NULL,
	`spent_micros` integer NOT NULL,
	`held_micros` integer NOT NULL,
	`refunded_micros` integer NOT NULL,
	PRIMARY KEY(`account_id`, `day`, `country`, `carrier_id`, `status`, `currency`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `usage_days_counted` (
	`account_id` text NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`account_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `messages` ADD `country` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `price_micros` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `currency` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `charge_on` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `charge` text;