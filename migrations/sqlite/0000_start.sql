CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`display_name` text NOT NULL,
	`role` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`submissions` integer NOT NULL,
	`approved` integer NOT NULL,
	`rejected` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "accounts_display_name" CHECK(length(display_name) BETWEEN 1 AND 1000),
	CONSTRAINT "accounts_role" CHECK(role IN ('reader', 'moderator', 'senior', 'admin')),
	CONSTRAINT "accounts_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "accounts_counters" CHECK(submissions >= 0 AND approved >= 0 AND rejected >= 0)
);
--> statement-breakpoint
CREATE INDEX `accounts_site` ON `accounts` (`site_id`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`key` text NOT NULL,
	`url` text NOT NULL,
	`headline` text NOT NULL,
	`description` text NOT NULL,
	`section` text NOT NULL,
	`authors` text NOT NULL,
	`image` text,
	`published_at` integer NOT NULL,
	`modified_at` integer,
	`language` text NOT NULL,
	`discussion` text NOT NULL,
	`premoderated` integer NOT NULL,
	`revision` integer NOT NULL,
	`comment_count` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "articles_key_length" CHECK(length(key) BETWEEN 1 AND 200),
	CONSTRAINT "articles_url_length" CHECK(length(url) BETWEEN 1 AND 2048),
	CONSTRAINT "articles_headline" CHECK(length(headline) BETWEEN 1 AND 300),
	CONSTRAINT "articles_description" CHECK(length(description) <= 600),
	CONSTRAINT "articles_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "articles_discussion" CHECK(discussion IN ('open', 'closed', 'off')),
	CONSTRAINT "articles_premoderated" CHECK(premoderated IN (0, 1)),
	CONSTRAINT "articles_counters" CHECK(revision >= 1 AND comment_count >= 0),
	CONSTRAINT "articles_json" CHECK(json_valid(section) AND json_valid(authors) AND (image IS NULL OR json_valid(image)))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_key` ON `articles` (`site_id`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_url` ON `articles` (`site_id`,`url`);--> statement-breakpoint
CREATE INDEX `articles_newest` ON `articles` (`site_id`,`published_at`,`id`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`comment_id` text NOT NULL,
	`article_id` text NOT NULL,
	`risk` integer NOT NULL,
	`factors` text NOT NULL,
	`new_writer` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`lease_holder_id` text,
	`lease_holder_name` text,
	`lease_token` text,
	`lease_expires_at` integer,
	`priority` integer GENERATED ALWAYS AS (risk * 300000 - opened_at) VIRTUAL NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_holder_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cases_kind" CHECK(kind IN ('premoderation', 'reports')),
	CONSTRAINT "cases_risk" CHECK(risk BETWEEN 0 AND 100000),
	CONSTRAINT "cases_json" CHECK(json_valid(factors)),
	CONSTRAINT "cases_lease" CHECK((lease_holder_id IS NULL) = (lease_token IS NULL) AND (lease_holder_id IS NULL) = (lease_expires_at IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_open` ON `cases` (`comment_id`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `cases_priority` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `cases_age` ON `cases` (`site_id`,`opened_at`,`id`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `cases_reported` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL AND kind = 'reports';--> statement-breakpoint
CREATE INDEX `cases_new_writers` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL AND new_writer = 1;--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`article_id` text NOT NULL,
	`parent_id` text,
	`account_id` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`policy_version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`decided_at` integer,
	`published_replies` integer NOT NULL,
	`listed` integer GENERATED ALWAYS AS (parent_id IS NULL AND (state = 'published' OR published_replies > 0)) VIRTUAL NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "comments_state" CHECK(state IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged')),
	CONSTRAINT "comments_body" CHECK(octet_length(body) <= 12288),
	CONSTRAINT "comments_version" CHECK(version >= 1 AND policy_version >= 1),
	CONSTRAINT "comments_replies_kept" CHECK(published_replies >= 0 AND (parent_id IS NULL OR published_replies = 0)),
	CONSTRAINT "comments_published" CHECK(state <> 'published' OR published_at IS NOT NULL),
	CONSTRAINT "comments_parent" CHECK(parent_id IS NULL OR parent_id <> id)
);
--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`article_id`,`created_at`,`id`) WHERE listed = 1;--> statement-breakpoint
CREATE INDEX `comments_replies` ON `comments` (`parent_id`,`created_at`,`id`) WHERE state = 'published';--> statement-breakpoint
CREATE INDEX `comments_writer` ON `comments` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_writer_article` ON `comments` (`article_id`,`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_decided` ON `comments` (`account_id`,`decided_at`) WHERE decided_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comments_rejected` ON `comments` (`site_id`,`created_at`,`id`) WHERE state = 'rejected';--> statement-breakpoint
CREATE TABLE `console_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `console_links_expiry` ON `console_links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `decision_texts` (
	`decision_id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`salt` text NOT NULL,
	`explanation` text NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decision_texts_explanation" CHECK(length(explanation) <= 5000)
);
--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text,
	`role` text NOT NULL,
	`comment_id` text NOT NULL,
	`comment_version` integer NOT NULL,
	`body_hmac` text NOT NULL,
	`action` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`policy_version` integer NOT NULL,
	`clauses` text NOT NULL,
	`ground` text NOT NULL,
	`source` text NOT NULL,
	`source_ids` text NOT NULL,
	`automated_detection` integer NOT NULL,
	`automated_decision` text NOT NULL,
	`detectors` text NOT NULL,
	`reverses` text,
	`case_id` text NOT NULL,
	`explanation_hmac` text,
	`ms_on_screen` integer,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	`hashed` text NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_seq" CHECK(seq >= 1),
	CONSTRAINT "decisions_actor" CHECK(actor_type IN ('staff', 'system') AND (actor_type = 'staff') = (actor_id IS NOT NULL)),
	CONSTRAINT "decisions_action" CHECK(action IN ('approve', 'reject', 'keep')),
	CONSTRAINT "decisions_from" CHECK("from" IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged')),
	CONSTRAINT "decisions_to" CHECK("to" IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged')),
	CONSTRAINT "decisions_ground" CHECK(ground IN ('terms', 'none')),
	CONSTRAINT "decisions_source" CHECK(source IN ('own', 'report')),
	CONSTRAINT "decisions_automation" CHECK(automated_decision IN ('none', 'partial', 'full')),
	CONSTRAINT "decisions_hashes" CHECK(length(prev_hash) = 64 AND length(hash) = 64),
	CONSTRAINT "decisions_json" CHECK(json_valid(clauses) AND json_valid(source_ids) AND json_valid(detectors))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_chain` ON `decisions` (`site_id`,`seq`);--> statement-breakpoint
CREATE INDEX `decisions_comment` ON `decisions` (`comment_id`,`seq`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `account_id`, `route`, `key`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "idempotency_keys_key" CHECK(length(key) BETWEEN 8 AND 80)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `identities` (
	`site_id` text NOT NULL,
	`provider` text NOT NULL,
	`app_id` text NOT NULL,
	`subject` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`site_id`, `provider`, `app_id`, `subject`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "identities_subject" CHECK(length(subject) BETWEEN 1 AND 300)
);
--> statement-breakpoint
CREATE INDEX `identities_account` ON `identities` (`account_id`);--> statement-breakpoint
CREATE INDEX `identities_provider` ON `identities` (`provider`);--> statement-breakpoint
CREATE TABLE `installation` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "installation_one_row" CHECK(id = 1),
	CONSTRAINT "installation_kind" CHECK(kind IN ('sandbox', 'production'))
);
--> statement-breakpoint
CREATE TABLE `login_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`article_id` text NOT NULL,
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
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`done_at` integer,
	`redeemed_at` integer,
	`session_id` text,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "login_attempts_provider" CHECK(provider IN ('x', 'facebook')),
	CONSTRAINT "login_attempts_flow" CHECK(flow IN ('page', 'popup', 'redirect')),
	CONSTRAINT "login_attempts_status" CHECK(status IN ('started', 'exchanging', 'name-needed', 'done', 'failed', 'redeemed')),
	CONSTRAINT "login_attempts_failure" CHECK(failure IN ('denied', 'expired', 'config', 'quota', 'upstream', 'malformed')),
	CONSTRAINT "login_attempts_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "login_attempts_draft" CHECK(octet_length(draft) <= 16384),
	CONSTRAINT "login_attempts_redeem" CHECK((flow = 'page') = (redeem_hash IS NULL)),
	CONSTRAINT "login_attempts_done" CHECK(status NOT IN ('done', 'redeemed') OR account_id IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `login_attempts_state` ON `login_attempts` (`state_hash`);--> statement-breakpoint
CREATE INDEX `login_attempts_expiry` ON `login_attempts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbox_kind" CHECK(kind IN ('statement', 'card')),
	CONSTRAINT "outbox_attempts" CHECK(attempts >= 0)
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`not_before`,`id`);--> statement-breakpoint
CREATE TABLE `policies` (
	`site_id` text NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`introduction` text NOT NULL,
	`clauses` text NOT NULL,
	`process` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `version`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "policies_version" CHECK(version >= 1),
	CONSTRAINT "policies_json" CHECK(json_valid(title) AND json_valid(clauses) AND json_valid(process))
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`comment_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`clause` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`outcome` text NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_outcome" CHECK(outcome IN ('open', 'upheld', 'dismissed')),
	CONSTRAINT "reports_clause" CHECK(length(clause) BETWEEN 1 AND 20),
	CONSTRAINT "reports_note" CHECK(octet_length(note) <= 12288)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`comment_id`,`reporter_id`);--> statement-breakpoint
CREATE INDEX `reports_comment` ON `reports` (`comment_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `screenings` (
	`comment_id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`at` integer NOT NULL,
	`results` text NOT NULL,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "screenings_json" CHECK(json_valid(results))
);
--> statement-breakpoint
CREATE INDEX `screenings_age` ON `screenings` (`at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`token_hash` text NOT NULL,
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`article_id` text,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_kind" CHECK(kind IN ('reader', 'staff', 'page')),
	CONSTRAINT "sessions_page" CHECK((kind = 'page') = (article_id IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sites` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`origins` text NOT NULL,
	`language` text NOT NULL,
	`accent` text NOT NULL,
	`mode` text NOT NULL,
	`newcomer_threshold` integer NOT NULL,
	`rates` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "sites_key_length" CHECK(length(key) BETWEEN 1 AND 40),
	CONSTRAINT "sites_language" CHECK(language IN ('en', 'ko')),
	CONSTRAINT "sites_accent" CHECK(accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
	CONSTRAINT "sites_mode" CHECK(mode IN ('premoderate-everyone', 'newcomers', 'flagged-only')),
	CONSTRAINT "sites_newcomer_threshold" CHECK(newcomer_threshold >= 1),
	CONSTRAINT "sites_revision" CHECK(revision >= 1),
	CONSTRAINT "sites_json" CHECK(json_valid(title) AND json_valid(origins) AND json_valid(rates))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sites_key` ON `sites` (`key`);