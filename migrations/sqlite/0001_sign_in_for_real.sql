-- drops: console_links
CREATE TABLE `deletion_requests` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`app_id` text NOT NULL,
	`requested_at` integer NOT NULL,
	`erased` integer NOT NULL,
	`unlinked` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deletion_requests_age` ON `deletion_requests` (`requested_at`);--> statement-breakpoint
CREATE TABLE `provider_states` (
	`provider` text NOT NULL,
	`app_id` text NOT NULL,
	`failure` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`provider`, `app_id`),
	CONSTRAINT "provider_states_failure" CHECK(failure IN ('out-of-credit', 'capped'))
);
--> statement-breakpoint
CREATE TABLE `provider_usage` (
	`site_id` text NOT NULL,
	`provider` text NOT NULL,
	`month` text NOT NULL,
	`logins` integer NOT NULL,
	PRIMARY KEY(`site_id`, `provider`, `month`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "provider_usage_month" CHECK(month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`account_id` text NOT NULL,
	`site_id` text NOT NULL,
	`code_hash` text NOT NULL,
	PRIMARY KEY(`account_id`, `code_hash`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sign_on_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sign_on_keys_site` ON `sign_on_keys` (`site_id`);--> statement-breakpoint
CREATE TABLE `sign_on_tokens` (
	`site_id` text NOT NULL,
	`jti` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `jti`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sign_on_tokens_expiry` ON `sign_on_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `staff_factors` (
	`account_id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`secret` text NOT NULL,
	`last_step` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "staff_factors_counters" CHECK(failures >= 0 AND last_step >= 0)
);
--> statement-breakpoint
CREATE TABLE `staff_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`site_id` text NOT NULL,
	`role` text NOT NULL,
	`account_id` text,
	`invited_by_id` text,
	`browser_hash` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "staff_invitations_role" CHECK(role IN ('moderator', 'senior', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_invitations_token` ON `staff_invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `staff_invitations_site` ON `staff_invitations` (`site_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `staff_invitations_expiry` ON `staff_invitations` (`expires_at`);--> statement-breakpoint
DROP TABLE `console_links`;--> statement-breakpoint
CREATE TABLE `__new_login_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`purpose` text NOT NULL,
	`article_id` text,
	`provider` text NOT NULL,
	`flow` text NOT NULL,
	`state_hash` text NOT NULL,
	`browser_hash` text NOT NULL,
	`verifier` text NOT NULL,
	`redeem_hash` text,
	`draft` text NOT NULL,
	`parent_id` text,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`failure` text,
	`identity_provider` text,
	`identity_app_id` text,
	`identity_subject` text,
	`suggested_name` text NOT NULL,
	`account_id` text,
	`link_account_id` text,
	`invitation_id` text,
	`retry_at` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`done_at` integer,
	`redeemed_at` integer,
	`session_id` text,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invitation_id`) REFERENCES `staff_invitations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "login_attempts_provider" CHECK(provider IN ('x', 'facebook', 'paper', 'kakao', 'google', 'oidc')),
	CONSTRAINT "login_attempts_flow" CHECK(flow IN ('page', 'popup', 'redirect')),
	CONSTRAINT "login_attempts_status" CHECK(status IN ('started', 'asserted', 'exchanging', 'name-needed', 'consent-needed', 'done', 'failed', 'redeemed')),
	CONSTRAINT "login_attempts_failure" CHECK(failure IN ('denied', 'expired', 'config', 'out-of-credit', 'capped', 'throttled', 'outage', 'malformed', 'taken', 'not-staff')),
	CONSTRAINT "login_attempts_purpose" CHECK(purpose IN ('reader', 'link', 'staff', 'enrol')),
	CONSTRAINT "login_attempts_link" CHECK((purpose = 'link') = (link_account_id IS NOT NULL)),
	CONSTRAINT "login_attempts_enrol" CHECK((purpose = 'enrol') = (invitation_id IS NOT NULL)),
	CONSTRAINT "login_attempts_article" CHECK(purpose = 'reader' OR (article_id IS NULL AND flow = 'page')),
	CONSTRAINT "login_attempts_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "login_attempts_draft" CHECK(octet_length(draft) <= 16384),
	CONSTRAINT "login_attempts_redeem" CHECK((flow = 'page') = (redeem_hash IS NULL)),
	CONSTRAINT "login_attempts_done" CHECK(status NOT IN ('done', 'redeemed') OR account_id IS NOT NULL)
);
--> statement-breakpoint
INSERT INTO `__new_login_attempts`("purpose", "id", "site_id", "article_id", "provider", "flow", "state_hash", "browser_hash", "verifier", "redeem_hash", "draft", "parent_id", "language", "status", "failure", "identity_provider", "identity_app_id", "identity_subject", "suggested_name", "account_id", "created_at", "expires_at", "done_at", "redeemed_at", "session_id") SELECT 'reader', "id", "site_id", "article_id", "provider", "flow", "state_hash", "browser_hash", "verifier", "redeem_hash", "draft", "parent_id", "language", "status", CASE failure WHEN 'quota' THEN 'out-of-credit' WHEN 'upstream' THEN 'outage' ELSE failure END, "identity_provider", "identity_app_id", "identity_subject", "suggested_name", "account_id", "created_at", "expires_at", "done_at", "redeemed_at", "session_id" FROM `login_attempts`;--> statement-breakpoint
DROP TABLE `login_attempts`;--> statement-breakpoint
ALTER TABLE `__new_login_attempts` RENAME TO `login_attempts`;--> statement-breakpoint
CREATE UNIQUE INDEX `login_attempts_state` ON `login_attempts` (`state_hash`);--> statement-breakpoint
CREATE INDEX `login_attempts_expiry` ON `login_attempts` (`expires_at`);--> statement-breakpoint
DROP INDEX `identities_provider`;--> statement-breakpoint
ALTER TABLE `identities` ADD `linked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `identities_provider` ON `identities` (`provider`,`app_id`,`subject`);--> statement-breakpoint
CREATE TABLE `__new_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`display_name` text NOT NULL,
	`role` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`submissions` integer NOT NULL,
	`approved` integer NOT NULL,
	`rejected` integer NOT NULL,
	`name_changed_at` integer,
	`erasure_at` integer,
	`erased_at` integer,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "accounts_erased" CHECK(erased_at IS NULL OR (erasure_at IS NULL AND role = 'reader')),
	CONSTRAINT "accounts_display_name" CHECK(length(display_name) BETWEEN 1 AND 1000),
	CONSTRAINT "accounts_role" CHECK(role IN ('reader', 'moderator', 'senior', 'admin')),
	CONSTRAINT "accounts_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "accounts_counters" CHECK(submissions >= 0 AND approved >= 0 AND rejected >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_accounts`("id", "site_id", "display_name", "role", "language", "created_at", "submissions", "approved", "rejected") SELECT "id", "site_id", "display_name", "role", "language", "created_at", "submissions", "approved", "rejected" FROM `accounts`;--> statement-breakpoint
DROP TABLE `accounts`;--> statement-breakpoint
ALTER TABLE `__new_accounts` RENAME TO `accounts`;--> statement-breakpoint
CREATE INDEX `accounts_site` ON `accounts` (`site_id`);--> statement-breakpoint
CREATE INDEX `accounts_staff` ON `accounts` (`site_id`,`role`) WHERE role <> 'reader';--> statement-breakpoint
CREATE INDEX `accounts_erasure` ON `accounts` (`erasure_at`) WHERE erasure_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`token_hash` text NOT NULL,
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`article_id` text,
	`identity_provider` text,
	`identity_app_id` text,
	`identity_subject` text,
	`agent` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_agent" CHECK(length(agent) <= 80),
	CONSTRAINT "sessions_kind" CHECK(kind IN ('reader', 'staff', 'page')),
	CONSTRAINT "sessions_page" CHECK((kind = 'page') = (article_id IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_sessions`("id", "kind", "token_hash", "site_id", "account_id", "article_id", "created_at", "last_seen_at", "expires_at") SELECT "id", "kind", "token_hash", "site_id", "account_id", "article_id", "created_at", "last_seen_at", "expires_at" FROM `sessions`;--> statement-breakpoint
DROP TABLE `sessions`;--> statement-breakpoint
ALTER TABLE `__new_sessions` RENAME TO `sessions`;--> statement-breakpoint
CREATE INDEX `sessions_identity` ON `sessions` (`identity_provider`,`identity_app_id`,`identity_subject`) WHERE identity_subject IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
ALTER TABLE `sites` ADD `sign_on` text;