ALTER TABLE `sites` ADD `logo` text;--> statement-breakpoint
ALTER TABLE `sites` ADD `fediverse_creator` text;