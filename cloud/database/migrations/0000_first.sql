CREATE TABLE "cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"number_sealed" "bytea" NOT NULL,
	"number_hash" "bytea" NOT NULL,
	"shown" text NOT NULL,
	"label" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "cards_number_hash_unique" UNIQUE("number_hash")
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"charger_id" uuid PRIMARY KEY NOT NULL,
	"window" text NOT NULL,
	"person_id" uuid NOT NULL,
	"label" text NOT NULL,
	"wanted_key" "bytea",
	"opened_at" timestamp(3) with time zone NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"card_id" uuid,
	CONSTRAINT "enrolments_window_unique" UNIQUE("window")
);
--> statement-breakpoint
CREATE TABLE "list_entries" (
	"installation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" "bytea" NOT NULL,
	"person_id" uuid,
	"card_id" uuid,
	"pin_code_id" uuid,
	"terms" jsonb NOT NULL,
	"listed" boolean NOT NULL,
	"since" timestamp(3) with time zone,
	CONSTRAINT "list_entries_installation_id_kind_key_pk" PRIMARY KEY("installation_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "pin_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"installation_id" uuid NOT NULL,
	"person_id" uuid,
	"label" text NOT NULL,
	"key" "bytea" NOT NULL,
	"digits" integer NOT NULL,
	"status" text NOT NULL,
	"from" timestamp(3) with time zone,
	"expires_at" timestamp(3) with time zone,
	"windows" text[],
	"uses" integer,
	"charger_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid
);
--> statement-breakpoint
CREATE TABLE "stop_group_members" (
	"group_id" uuid NOT NULL,
	"installation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "stop_group_members_installation_id_person_id_pk" PRIMARY KEY("installation_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "stop_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"installation_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "email_changes" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"body_sealed" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"sent_at" timestamp(3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp(3) with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"password_hash" text NOT NULL,
	"support" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"source" text NOT NULL,
	"agent" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "charge_sessions" (
	"charger_id" uuid NOT NULL,
	"session" text NOT NULL,
	"installation_id" uuid NOT NULL,
	"connector" integer,
	"started_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"energy_wh" double precision,
	"reason" text,
	"lost" text,
	"by" text,
	"credential" text,
	"credential_key" "bytea",
	"person_id" uuid,
	"card_id" uuid,
	"pin_code_id" uuid,
	"user" text,
	CONSTRAINT "charge_sessions_charger_id_session_pk" PRIMARY KEY("charger_id","session")
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"installation_id" uuid NOT NULL,
	"charger_id" uuid,
	"at" timestamp(3) with time zone NOT NULL,
	"code" text NOT NULL,
	"details" jsonb NOT NULL,
	"once" text NOT NULL,
	"seen_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "journals" (
	"charger_id" uuid NOT NULL,
	"journal" text NOT NULL,
	"last_seq" integer NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "journals_charger_id_journal_pk" PRIMARY KEY("charger_id","journal")
);
--> statement-breakpoint
CREATE TABLE "records" (
	"charger_id" uuid NOT NULL,
	"journal" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"event" text NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "records_charger_id_journal_seq_pk" PRIMARY KEY("charger_id","journal","seq")
);
--> statement-breakpoint
CREATE TABLE "refusals" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"charger_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"connector" integer,
	"reader" text,
	"kind" text,
	"credential" text,
	"credential_key" "bytea",
	"verdict" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"installation_id" uuid,
	"charger_id" uuid,
	"group_id" uuid,
	"action" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"group_id" uuid,
	"installation_id" uuid,
	"charger_id" uuid,
	"role" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp(3) with time zone,
	CONSTRAINT "grants_subject" CHECK (num_nonnulls("grants"."person_id", "grants"."group_id") = 1),
	CONSTRAINT "grants_resource" CHECK (num_nonnulls("grants"."installation_id", "grants"."charger_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "group_credentials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"group_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"admin" boolean NOT NULL,
	CONSTRAINT "group_members_group_id_person_id_pk" PRIMARY KEY("group_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "group_return_urls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"url" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"lookup_key" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "groups_lookup_key_unique" UNIQUE("lookup_key")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"installation_id" uuid,
	"charger_id" uuid,
	"group_id" uuid,
	"role" text,
	"grant_expires_at" timestamp(3) with time zone,
	"group_admin" boolean DEFAULT false NOT NULL,
	"support" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"accepted_at" timestamp(3) with time zone,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "support_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"opened_by" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"serial" text NOT NULL,
	"address" text NOT NULL,
	"installer" text NOT NULL,
	"agreement" text NOT NULL,
	"charger_id" uuid,
	"decision" text,
	"decided_by" uuid,
	"decided_at" timestamp(3) with time zone,
	"checks" jsonb,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"installation_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"keep_role" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"outcome" text,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "transfers_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "chargers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit" text NOT NULL,
	"name" text NOT NULL,
	"installation_id" uuid NOT NULL,
	"circuit_id" uuid,
	"owner_id" uuid,
	"pin_sealed" "bytea" NOT NULL,
	"pin_hash" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"joined_at" timestamp(3) with time zone,
	"public_key" "bytea",
	"broker_hash" "bytea",
	"reach" text DEFAULT 'unknown' NOT NULL,
	"reach_since" timestamp(3) with time zone,
	"heard_at" timestamp(3) with time zone,
	"state" "bytea",
	"access" text,
	"access_asked_at" timestamp(3) with time zone,
	CONSTRAINT "chargers_unit_unique" UNIQUE("unit"),
	CONSTRAINT "chargers_pin_hash_unique" UNIQUE("pin_hash")
);
--> statement-breakpoint
CREATE TABLE "circuits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"installation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"fuse" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"address" text NOT NULL,
	"zone" text NOT NULL,
	"access" text NOT NULL,
	"secret_sealed" "bytea" NOT NULL,
	"list_wanted" bigint DEFAULT 0 NOT NULL,
	"retention_days" integer,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "installations_topic_unique" UNIQUE("topic")
);
--> statement-breakpoint
CREATE TABLE "list_parts" (
	"installation_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"payload" "bytea" NOT NULL,
	"unnamed_since" timestamp(3) with time zone,
	CONSTRAINT "list_parts_installation_id_hash_pk" PRIMARY KEY("installation_id","hash")
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"installation_id" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"built_of" bigint NOT NULL,
	"count" integer NOT NULL,
	"digest" "bytea" NOT NULL,
	"manifest" "bytea" NOT NULL,
	"built_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registration_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"charger_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"charger_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"connector" integer,
	"person_id" uuid NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	"ended" text,
	"details" jsonb,
	CONSTRAINT "reservations_charger_id_number_pk" PRIMARY KEY("charger_id","number")
);
--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_entries" ADD CONSTRAINT "list_entries_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_entries" ADD CONSTRAINT "list_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_entries" ADD CONSTRAINT "list_entries_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_entries" ADD CONSTRAINT "list_entries_pin_code_id_pin_codes_id_fk" FOREIGN KEY ("pin_code_id") REFERENCES "public"."pin_codes"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pin_codes" ADD CONSTRAINT "pin_codes_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pin_codes" ADD CONSTRAINT "pin_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pin_codes" ADD CONSTRAINT "pin_codes_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pin_codes" ADD CONSTRAINT "pin_codes_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_group_members" ADD CONSTRAINT "stop_group_members_group_id_stop_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."stop_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_group_members" ADD CONSTRAINT "stop_group_members_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_group_members" ADD CONSTRAINT "stop_group_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_groups" ADD CONSTRAINT "stop_groups_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_sessions" ADD CONSTRAINT "charge_sessions_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_sessions" ADD CONSTRAINT "charge_sessions_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_sessions" ADD CONSTRAINT "charge_sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_sessions" ADD CONSTRAINT "charge_sessions_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_sessions" ADD CONSTRAINT "charge_sessions_pin_code_id_pin_codes_id_fk" FOREIGN KEY ("pin_code_id") REFERENCES "public"."pin_codes"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_credentials" ADD CONSTRAINT "group_credentials_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_return_urls" ADD CONSTRAINT "group_return_urls_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_id_people_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chargers" ADD CONSTRAINT "chargers_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chargers" ADD CONSTRAINT "chargers_circuit_id_circuits_id_fk" FOREIGN KEY ("circuit_id") REFERENCES "public"."circuits"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chargers" ADD CONSTRAINT "chargers_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuits" ADD CONSTRAINT "circuits_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_parts" ADD CONSTRAINT "list_parts_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_tokens" ADD CONSTRAINT "registration_tokens_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cards_person" ON "cards" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "enrolments_person" ON "enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "list_entries_person" ON "list_entries" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "list_entries_listed" ON "list_entries" USING btree ("installation_id") WHERE "list_entries"."listed";--> statement-breakpoint
CREATE UNIQUE INDEX "pin_codes_key" ON "pin_codes" USING btree ("installation_id","key");--> statement-breakpoint
CREATE INDEX "pin_codes_person" ON "pin_codes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mails_next_try" ON "mails" USING btree ("next_try_at");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "charge_sessions_installation" ON "charge_sessions" USING btree ("installation_id","started_at");--> statement-breakpoint
CREATE INDEX "charge_sessions_credential" ON "charge_sessions" USING btree ("installation_id","credential_key");--> statement-breakpoint
CREATE INDEX "charge_sessions_person" ON "charge_sessions" USING btree ("person_id","started_at");--> statement-breakpoint
CREATE INDEX "charge_sessions_running" ON "charge_sessions" USING btree ("charger_id") WHERE "charge_sessions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "findings_installation" ON "findings" USING btree ("installation_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_once" ON "findings" USING btree ("installation_id","once");--> statement-breakpoint
CREATE INDEX "records_at" ON "records" USING btree ("charger_id","at");--> statement-breakpoint
CREATE INDEX "refusals_charger" ON "refusals" USING btree ("charger_id","at");--> statement-breakpoint
CREATE INDEX "audit_installation" ON "audit" USING btree ("installation_id","id");--> statement-breakpoint
CREATE INDEX "audit_group" ON "audit" USING btree ("group_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_once" ON "grants" USING btree (coalesce("person_id", "group_id"),coalesce("installation_id", "charger_id"),"role");--> statement-breakpoint
CREATE INDEX "grants_person" ON "grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "grants_group" ON "grants" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "grants_installation" ON "grants" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "grants_charger" ON "grants" USING btree ("charger_id");--> statement-breakpoint
CREATE INDEX "group_members_person" ON "group_members" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "group_return_urls_once" ON "group_return_urls" USING btree ("group_id","url");--> statement-breakpoint
CREATE INDEX "invitations_installation" ON "invitations" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "invitations_charger" ON "invitations" USING btree ("charger_id");--> statement-breakpoint
CREATE INDEX "invitations_group" ON "invitations" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "support_cases_opened_by" ON "support_cases" USING btree ("opened_by");--> statement-breakpoint
CREATE INDEX "chargers_installation" ON "chargers" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "chargers_owner" ON "chargers" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "circuits_installation" ON "circuits" USING btree ("installation_id");