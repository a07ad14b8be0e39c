CREATE TABLE `traffic_fold` (
	`id` integer PRIMARY KEY NOT NULL,
	`before_minute` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `traffic_minutes` (
	`minute` integer NOT NULL,
	`account_id` text NOT NULL,
	`country` text NOT NULL,
	`carrier_id` text NOT NULL,
	`status` text NOT NULL,
	`messages` integer NOT NULL,
	`segments` integer NOT NULL,
	`timed` integer NOT NULL,
	`latency_ms` integer NOT NULL,
	`within_250_ms` integer NOT NULL,
	`within_1000_ms` integer NOT NULL,
	`within_2500_ms` integer NOT NULL,
	`within_5000_ms` integer NOT NULL,
	`within_10000_ms` integer NOT NULL,
	`within_30000_ms` integer NOT NULL,
	`within_60000_ms` integer NOT NULL,
	`within_300000_ms` integer NOT NULL,
	`within_3600000_ms` integer NOT NULL,
	PRIMARY KEY(`minute`, `account_id`, `country`, `carrier_id`, `status`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `traffic_totals` (
	`account_id` text NOT NULL,
	`country` text NOT NULL,
	`carrier_id` text NOT NULL,
	`status` text NOT NULL,
	`messages` integer NOT NULL,
	`segments` integer NOT NULL,
	`timed` integer NOT NULL,
	`latency_ms` integer NOT NULL,
	`within_250_ms` integer NOT NULL,
	`within_1000_ms` integer NOT NULL,
	`within_2500_ms` integer NOT NULL,
	`within_5000_ms` integer NOT NULL,
	`within_10000_ms` integer NOT NULL,
	`within_30000_ms` integer NOT NULL,
	`within_60000_ms` integer NOT NULL,
	`within_300000_ms` integer NOT NULL,
	`within_3600000_ms` integer NOT NULL,
	PRIMARY KEY(`account_id`, `country`, `carrier_id`, `status`)
) WITHOUT ROWID;
