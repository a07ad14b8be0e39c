CREATE TABLE `connectors` (
	`id` text PRIMARY KEY NOT NULL,
	`version` text,
	`first_seen_at_ms` integer NOT NULL,
	`last_seen_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `operator_ranges` (
	`table_id` text NOT NULL,
	`piece` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`table_id`, `piece`)
);
--> statement-breakpoint
ALTER TABLE `carriers` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `carriers` ADD `service` text DEFAULT 'active' NOT NULL;