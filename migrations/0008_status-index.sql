DROP INDEX `messages_status`;--> statement-breakpoint
CREATE INDEX `messages_status` ON `messages` (`account_id`,`status`,`id`) WHERE status NOT IN ('queued', 'sent', 'delivered');