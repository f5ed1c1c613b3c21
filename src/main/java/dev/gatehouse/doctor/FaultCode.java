package dev.gatehouse.doctor;

import java.util.Locale;

/** Everything that a check can find. Scripts rely on the names, so they never change. */
public enum FaultCode {
  CONFIG_INVALID(Severity.FAULT),
  CONFIG_WARNING(Severity.WARNING),
  DATABASE_HOST_UNKNOWN(Severity.FAULT),
  DATABASE_PORT_CLOSED(Severity.FAULT),
  DATABASE_NO_ANSWER(Severity.FAULT),
  DATABASE_NOT_POSTGRESQL(Severity.FAULT),
  DATABASE_TLS_REFUSED(Severity.FAULT),
  DATABASE_TLS_REQUIRED(Severity.FAULT),
  DATABASE_TLS_UNTRUSTED(Severity.FAULT),
  DATABASE_PASSWORD_WRONG(Severity.FAULT),
  DATABASE_ACCESS_REFUSED(Severity.FAULT),
  DATABASE_MISSING(Severity.FAULT),
  DATABASE_FULL(Severity.FAULT),
  DATABASE_UNSUITABLE(Severity.FAULT),
  DATABASE_LOSES_STATEMENTS(Severity.FAULT),
  DATABASE_DOES_NOT_START(Severity.FAULT),
  DATABASE_FAILED(Severity.FAULT),
  DATABASE_WITHOUT_TLS(Severity.WARNING),
  PRIVILEGES_MISSING(Severity.FAULT),
  SCHEMA_BEHIND(Severity.FAULT),
  SCHEMA_AHEAD(Severity.WARNING),
  MIGRATION_UNFINISHED(Severity.FAULT),
  MIGRATION_LOCK_LEFT(Severity.WARNING),
  INDEX_INVALID(Severity.FAULT),
  CLOCK_OFF(Severity.FAULT),
  CONNECTIONS_TOO_FEW(Severity.FAULT),
  STATISTICS_OLD(Severity.WARNING),
  SECRET_WEAK(Severity.FAULT),
  SECRET_WELL_KNOWN(Severity.FAULT),
  SECRET_EQUALS_PREVIOUS(Severity.FAULT),
  SECRET_EQUALS_PASSWORD(Severity.FAULT),
  SECRET_DOES_NOT_FIT(Severity.FAULT),
  KEY_RING_UNDER_PREVIOUS(Severity.WARNING),
  REKEY_UNFINISHED(Severity.FAULT),
  SIGNING_KEY_OLD(Severity.WARNING),
  SIGNING_KEY_LEAVES(Severity.WARNING),
  ROTATION_STUCK(Severity.FAULT),
  MAIL_HOST_UNKNOWN(Severity.FAULT),
  MAIL_PORT_CLOSED(Severity.FAULT),
  MAIL_NO_ANSWER(Severity.FAULT),
  MAIL_TLS_FAILED(Severity.FAULT),
  MAIL_SIGN_IN_REFUSED(Severity.FAULT),
  MAIL_SENDER_REFUSED(Severity.FAULT),
  MAIL_FAILED(Severity.FAULT),
  MAIL_WITHOUT_TLS(Severity.WARNING),
  PUBLIC_URL_HTTP(Severity.WARNING),
  PUBLIC_URL_LOCAL(Severity.WARNING),
  PUBLIC_URL_PATH(Severity.FAULT),
  PUBLIC_URL_NOT_REACHED(Severity.WARNING),
  PUBLIC_URL_TLS(Severity.FAULT),
  PUBLIC_URL_WITHHELD(Severity.WARNING),
  PUBLIC_URL_WRONG_ANSWER(Severity.FAULT),
  PROXY_NOT_TRUSTED(Severity.WARNING),
  ORIGIN_HTTP(Severity.WARNING),
  ORIGIN_LOCAL(Severity.WARNING),
  ADMINISTRATOR_MISSING(Severity.FAULT),
  DISK_LOW(Severity.FAULT),
  DATA_NOT_WRITABLE(Severity.FAULT),
  DATA_OPEN(Severity.FAULT),
  DATA_READABLE(Severity.WARNING),
  ENV_FILE_OPEN(Severity.WARNING),
  DESCRIPTORS_LOW(Severity.WARNING),
  MEMORY_WITHOUT_HEADROOM(Severity.FAULT),
  AUDIT_BEHIND(Severity.FAULT),
  AUDIT_BROKEN(Severity.FAULT),
  JOBS_LATE(Severity.FAULT),
  JOBS_FAILED(Severity.WARNING),
  JOBS_ABANDONED(Severity.FAULT);

  /** Whether the exit code is 1. */
  public enum Severity {
    WARNING,
    FAULT
  }

  private final Severity severity;

  FaultCode(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** The form to show. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
