CREATE TABLE `price_assignments` (
	`account_id` text PRIMARY KEY NOT NULL,
	`price_list_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `price_assignments_list` ON `price_assignments` (`price_list_id`,`account_id`);