package dev.gatehouse.platform.database;

import java.net.InetAddress;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** Configures Jdbi for PostgreSQL and the types of this service. */
final class JdbiSetup {
  private JdbiSetup() {}

  static Jdbi on(ConnectionFactory source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.installPlugin(new SqlObjectPlugin());
    jdbi.registerArgument(new InstantArguments());
    jdbi.registerArgument(new AddressArguments());
    jdbi.registerColumnMapper(
        Instant.class, (row, column, context) -> RowReader.instantIfAny(row, column));
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(long.class, "bigint");
    jdbi.registerArrayType(Integer.class, "integer");
    jdbi.registerArrayType(int.class, "integer");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(Boolean.class, "boolean");
    // exceptions must not carry the bound values into the log
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /** Converts to UTC and truncates to the precision of the column. */
  static OffsetDateTime stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static final class InstantArguments extends AbstractArgumentFactory<Instant> {
    InstantArguments() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      OffsetDateTime micros = stored(value);
      return (position, statement, context) -> statement.setObject(position, micros);
    }
  }

  /** Binds an IPv4 or IPv6 address as text, which the statement casts to inet. */
  private static final class AddressArguments extends AbstractArgumentFactory<InetAddress> {
    AddressArguments() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(InetAddress value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setString(position, value.getHostAddress());
    }
  }
}
