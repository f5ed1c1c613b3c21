package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.PercentEncoding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Address and credentials of a database, parsed from {@code postgresql://…} (libpq) or {@code
 * jdbc:postgresql://…} (driver). Neither {@code toString} nor an error message reveals the password
 * or the whole URL.
 */
public final class DatabaseUrl {
  private static final int DEFAULT_PORT = 5432;
  private static final String APPLICATION_NAME = "ApplicationName";
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(?:\\.\\d{1,3}){3}|\\[?::1]?");
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", APPLICATION_NAME,
          "connect_timeout", "connectTimeout",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "target_session_attrs", "targetServerType");

  private final List<String> hosts;
  private final List<Integer> ports;
  private final String database;
  private final String user;
  private final String password;
  private final Map<String, String> parameters;

  private DatabaseUrl(
      List<String> hosts,
      List<Integer> ports,
      String database,
      String user,
      String password,
      Map<String, String> parameters) {
    this.hosts = List.copyOf(hosts);
    this.ports = List.copyOf(ports);
    this.database = database;
    this.user = user;
    this.password = password;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * Parses either form.
   *
   * @throws IllegalArgumentException if invalid; the message is a predicate and quotes nothing but
   *     names of parameters
   */
  public static DatabaseUrl parse(String url) {
    String trimmed = url.strip();
    DatabaseUrl parsed;
    if (trimmed.startsWith("jdbc:postgresql:")) {
      parsed = ofDriver(trimmed);
    } else if (trimmed.startsWith("postgresql://")) {
      parsed = ofLibpq(trimmed.substring("postgresql://".length()));
    } else if (trimmed.startsWith("postgres://")) {
      parsed = ofLibpq(trimmed.substring("postgres://".length()));
    } else {
      throw new IllegalArgumentException(
          "must begin with postgresql:// or jdbc:postgresql://"
              + " (postgresql://user:password@host:5432/database)");
    }
    parsed.checkParameters();
    return parsed;
  }

  /** The address of a database on this machine, such as the embedded one. */
  public static DatabaseUrl local(int port, String database, String user, String password) {
    return new DatabaseUrl(List.of("127.0.0.1"), List.of(port), database, user, password, Map.of());
  }

  private static DatabaseUrl ofDriver(String url) {
    Properties read = Driver.parseURL(url, null);
    if (read == null) {
      throw new IllegalArgumentException(
          "is not a valid JDBC URL (jdbc:postgresql://host:5432/database?user=…&password=…)");
    }
    List<String> hosts = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    Map<String, String> rest = new LinkedHashMap<>();
    for (String name : read.stringPropertyNames()) {
      rest.put(name, read.getProperty(name));
    }
    String hostList = removed(rest, PGProperty.PG_HOST.getName());
    String portList = removed(rest, PGProperty.PG_PORT.getName());
    for (String host : (hostList == null ? "localhost" : hostList).split(",", -1)) {
      hosts.add(host);
    }
    for (String port :
        (portList == null ? String.valueOf(DEFAULT_PORT) : portList).split(",", -1)) {
      ports.add(portOf(port));
    }
    return make(hosts, ports, removed(rest, PGProperty.PG_DBNAME.getName()), rest);
  }

  private static DatabaseUrl ofLibpq(String url) {
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    Map<String, String> parameters =
        query < 0 ? new LinkedHashMap<>() : parametersOf(url.substring(query + 1));
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String path = slash < 0 ? "" : address.substring(slash + 1);
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String credentials = authority.substring(0, at);
      int colon = credentials.indexOf(':');
      parameters.putIfAbsent(
          "user",
          PercentEncoding.decode(colon < 0 ? credentials : credentials.substring(0, colon)));
      if (colon >= 0) {
        parameters.putIfAbsent(
            "password", PercentEncoding.decode(credentials.substring(colon + 1)));
      }
    }
    List<String> hosts = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (String host : authority.substring(at + 1).split(",", -1)) {
      addHost(host, hosts, ports);
    }
    return make(hosts, ports, PercentEncoding.decode(path), parameters);
  }

  private static void addHost(String address, List<String> hosts, List<Integer> ports) {
    int bracket = address.lastIndexOf(']');
    if (address.startsWith("[") != (bracket > 0)) {
      throw new IllegalArgumentException("has an IPv6 address that is not in brackets");
    }
    int colon = address.indexOf(':', Math.max(bracket, 0));
    String host = PercentEncoding.decode(colon < 0 ? address : address.substring(0, colon));
    String port = colon < 0 ? "" : address.substring(colon + 1);
    if (host.startsWith("/")) {
      throw new IllegalArgumentException("names a Unix socket; only TCP is supported");
    }
    hosts.add(host.isEmpty() ? "localhost" : host);
    ports.add(port.isEmpty() ? DEFAULT_PORT : portOf(port));
  }

  private static int portOf(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw badPort();
    }
    throw badPort();
  }

  private static IllegalArgumentException badPort() {
    return new IllegalArgumentException(
        "has a port that is not a number from 1 to 65535"
            + " (a user or password with one of : / ? # @ must be percent-encoded)");
  }

  private static Map<String, String> parametersOf(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("has a parameter without a value");
      }
      String name = PercentEncoding.decode(pair.substring(0, equals));
      parameters.put(
          DRIVER_NAMES.getOrDefault(name, name),
          PercentEncoding.decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static DatabaseUrl make(
      List<String> hosts,
      List<Integer> ports,
      @Nullable String database,
      Map<String, String> parameters) {
    String user = removed(parameters, "user");
    String password = removed(parameters, "password");
    if (user == null || user.isEmpty()) {
      throw new IllegalArgumentException("does not name a user");
    }
    return new DatabaseUrl(
        hosts,
        ports,
        database == null || database.isEmpty() ? user : database,
        user,
        password == null ? "" : password,
        parameters);
  }

  private static @Nullable String removed(Map<String, String> map, String key) {
    return map.remove(key);
  }

  private void checkParameters() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (PGProperty.forName(parameter.getKey()) == null) {
        throw new IllegalArgumentException(
            "has the parameter " + quoted(parameter.getKey()) + ", which the driver does not know");
      }
      apply(source, parameter);
    }
  }

  /** Quotes only what looks like a name; anything else may be part of an unencoded password. */
  private static String quoted(String name) {
    return name.matches("[A-Za-z_]{1,40}") ? '"' + name + '"' : "(not shown)";
  }

  private static void apply(PGSimpleDataSource source, Map.Entry<String, String> parameter) {
    try {
      source.setProperty(parameter.getKey(), parameter.getValue());
    } catch (SQLException | RuntimeException e) {
      throw new IllegalArgumentException(
          "has a value that cannot be used for the parameter " + quoted(parameter.getKey()), e);
    }
  }

  public String applicationName() {
    return parameters.getOrDefault(APPLICATION_NAME, "gatehouse");
  }

  /** The same database for migrations, whose sessions have another application name than nodes. */
  public DatabaseUrl forMigrations() {
    Map<String, String> named = new LinkedHashMap<>(parameters);
    named.put(APPLICATION_NAME, "migrations of " + applicationName());
    return new DatabaseUrl(hosts, ports, database, user, password, named);
  }

  /** Configures the driver. */
  void applyTo(PGSimpleDataSource source) {
    source.setServerNames(hosts.toArray(String[]::new));
    source.setPortNumbers(ports.stream().mapToInt(Integer::intValue).toArray());
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName(applicationName());
    parameters.entrySet().forEach(parameter -> apply(source, parameter));
  }

  /** Whether a host is another machine, as far as its name tells. */
  public boolean leavesMachine() {
    return hosts.stream().anyMatch(host -> !LOOPBACK.matcher(host).matches());
  }

  /** The TLS mode; empty if the URL leaves it to the driver, which then goes without if it must. */
  public Optional<String> tlsMode() {
    String mode = parameters.get(PGProperty.SSL_MODE.getName());
    String ssl = parameters.get(PGProperty.SSL.getName());
    // the driver takes ssl=true for verify-full
    return Optional.ofNullable(
        mode == null && ssl != null && !ssl.equalsIgnoreCase("false") ? "verify-full" : mode);
  }

  public String host() {
    return hosts.get(0);
  }

  public int port() {
    return ports.get(0);
  }

  public String database() {
    return database;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /** The whole URL in libpq form, including the password. Never log it. */
  public String reveal() {
    StringBuilder url = new StringBuilder("postgresql://");
    url.append(PercentEncoding.encode(user))
        .append(':')
        .append(PercentEncoding.encode(password))
        .append('@');
    for (int i = 0; i < hosts.size(); i++) {
      url.append(i == 0 ? "" : ",").append(hosts.get(i)).append(':').append(ports.get(i));
    }
    url.append('/').append(PercentEncoding.encode(database));
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      url.append(separator)
          .append(PercentEncoding.encode(parameter.getKey()))
          .append('=')
          .append(PercentEncoding.encode(parameter.getValue()));
      separator = '&';
    }
    return url.toString();
  }

  /** Server and database, for messages to the operator. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hosts.size(); i++) {
      text.append(i == 0 ? "" : ",").append(hosts.get(i)).append(':').append(ports.get(i));
    }
    return text.append('/').append(database).toString();
  }
}
