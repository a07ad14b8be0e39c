CREATE TABLE `config_versions` (
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`version` integer NOT NULL,
	`active_from_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`author` text NOT NULL,
	`note` text,
	`body` text NOT NULL,
	PRIMARY KEY(`kind`, `subject_id`, `version`)
);
