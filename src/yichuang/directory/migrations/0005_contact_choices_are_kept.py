"""Let the database refuse to rewrite or remove a consent to electronic service.

Why: whether consent stood on a day decides whether a paper was served. A consent may be ended once
and its address erased; nothing else. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION directory_keep_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE'
        OR (OLD.id, OLD.party_id, OLD.channel, OLD.language, OLD.given_at, OLD.given_by, OLD.basis)
           IS DISTINCT FROM
           (NEW.id, NEW.party_id, NEW.channel, NEW.language, NEW.given_at, NEW.given_by, NEW.basis)
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
        OR (NEW.address_sealed IS NOT NULL AND NEW.address_sealed IS DISTINCT FROM OLD.address_sealed)
    THEN
        RAISE EXCEPTION 'a consent is kept as it was given: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER directory_contact_kept BEFORE UPDATE OR DELETE ON directory_contactchoice
    FOR EACH ROW EXECUTE FUNCTION directory_keep_contact();
CREATE TRIGGER directory_contact_not_emptied BEFORE TRUNCATE ON directory_contactchoice
    FOR EACH STATEMENT EXECUTE FUNCTION directory_keep_contact();
"""
BACKWARD = """
DROP TRIGGER directory_contact_kept ON directory_contactchoice;
DROP TRIGGER directory_contact_not_emptied ON directory_contactchoice;
DROP FUNCTION directory_keep_contact();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_contact_choices")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
