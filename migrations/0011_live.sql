CREATE TABLE `traffic_hours` (
	`hour` integer NOT NULL,
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
	PRIMARY KEY(`hour`, `account_id`, `country`, `carrier_id`, `status`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `traffic_hours` (hour, account_id, country, carrier_id, status, messages, segments, timed, latency_ms, within_250_ms, within_1000_ms, within_2500_ms, within_5000_ms, within_10000_ms, within_30000_ms, within_60000_ms, within_300000_ms, within_3600000_ms)
SELECT minute / 60, account_id, country, carrier_id, status, sum(messages), sum(segments), sum(timed), sum(latency_ms), sum(within_250_ms), sum(within_1000_ms), sum(within_2500_ms), sum(within_5000_ms), sum(within_10000_ms), sum(within_30000_ms), sum(within_60000_ms), sum(within_300000_ms), sum(within_3600000_ms) FROM `traffic_minutes`
WHERE minute < coalesce((SELECT before_minute FROM `traffic_fold`), 0) GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
INSERT INTO `traffic_hours` (hour, account_id, country, carrier_id, status, messages, segments, timed, latency_ms, within_250_ms, within_1000_ms, within_2500_ms, within_5000_ms, within_10000_ms, within_30000_ms, within_60000_ms, within_300000_ms, within_3600000_ms)
SELECT minute / 60, '', country, carrier_id, status, sum(messages), sum(segments), sum(timed), sum(latency_ms), sum(within_250_ms), sum(within_1000_ms), sum(within_2500_ms), sum(within_5000_ms), sum(within_10000_ms), sum(within_30000_ms), sum(within_60000_ms), sum(within_300000_ms), sum(within_3600000_ms) FROM `traffic_minutes`
WHERE minute < coalesce((SELECT before_minute FROM `traffic_fold`), 0) GROUP BY 1, 2, 3, 4, 5;