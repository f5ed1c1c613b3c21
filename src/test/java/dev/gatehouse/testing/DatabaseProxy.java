package dev.gatehouse.testing;

import dev.gatehouse.platform.database.DatabaseUrl;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy in front of a database that can record, freeze and cut connections. It understands just
 * enough of PostgreSQL's protocol to tell which statements are executed.
 */
public final class DatabaseProxy implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final DatabaseUrl database;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final Object passage = new Object();
  private boolean isFrozen;
  private volatile boolean isCut;
  private volatile boolean isForgetful;

  private DatabaseProxy(DatabaseUrl database) throws IOException {
    this.database = database;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::admit);
  }

  public static DatabaseProxy to(DatabaseUrl database) {
    try {
      return new DatabaseProxy(database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database's URL through the proxy. */
  public DatabaseUrl url() {
    return DatabaseUrl.parse(
        database
            .reveal()
            .replace(":" + database.port() + "/", ":" + listener.getLocalPort() + "/"));
  }

  /** The statements executed since the last call, as sent by the driver. */
  public List<String> takeStatements() {
    List<String> taken = List.copyOf(statements);
    statements.clear();
    return taken;
  }

  /** Stops all traffic without closing connections, until {@link #thaw}. */
  public void freeze() {
    setFrozen(true);
  }

  public void thaw() {
    setFrozen(false);
  }

  /**
   * Makes the server forget statements prepared in earlier transactions, as behind PgBouncer in
   * transaction mode.
   */
  public void forgetStatements() {
    isForgetful = true;
  }

  public void keepStatements() {
    isForgetful = false;
  }

  /** Closes all connections, and every new one until {@link #mend}. */
  public void cut() {
    isCut = true;
    sockets.forEach(DatabaseProxy::close);
  }

  public void mend() {
    isCut = false;
  }

  @Override
  public void close() {
    close(listener);
    sockets.forEach(DatabaseProxy::close);
  }

  private void admit() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      if (isCut) {
        close(client);
        continue;
      }
      Socket server = new Socket(database.host(), database.port());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      start(() -> carryStatements(client, server));
      start(() -> carryResults(server, client));
    }
  }

  private void carryResults(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      waitToPass();
      out.write(buffer, 0, read);
    }
    close(to);
  }

  private void carryStatements(Socket from, Socket to) throws IOException {
    DataInputStream in = new DataInputStream(from.getInputStream());
    DataOutputStream out = new DataOutputStream(to.getOutputStream());
    Map<String, String> prepared = new HashMap<>();
    Map<String, String> bound = new HashMap<>();
    Set<String> fresh = new HashSet<>();
    boolean started = false;
    while (true) {
      int type = started ? in.readUnsignedByte() : 0;
      int length = in.readInt();
      byte[] content = in.readNBytes(length - 4);
      if (type == 0) {
        int code = ByteBuffer.wrap(content).getInt();
        started = code != SSL_REQUEST && code != GSS_REQUEST;
      } else {
        note(type, content, prepared, bound);
        forget(type, content, fresh);
      }
      waitToPass();
      byte[] message = new byte[(type == 0 ? 0 : 1) + length];
      ByteBuffer whole = ByteBuffer.wrap(message);
      if (type != 0) {
        whole.put((byte) type);
      }
      whole.putInt(length).put(content);
      out.write(message);
    }
  }

  /** Replaces the name of a statement to forget by one that the server does not know. */
  private void forget(int type, byte[] content, Set<String> fresh) {
    switch (type) {
      case 'P' -> fresh.add(text(content, 0));
      case 'S' -> fresh.clear();
      case 'B' -> {
        String statement = text(content, 1);
        if (isForgetful && !statement.isEmpty() && !fresh.contains(statement)) {
          content[text(content, 0).length() + 1] = 'X';
        }
      }
      default -> {
        // not needed
      }
    }
  }

  private void note(
      int type, byte[] content, Map<String, String> prepared, Map<String, String> bound) {
    switch (type) {
      case 'Q' -> statements.add(text(content, 0));
      case 'P' -> prepared.put(text(content, 0), text(content, 1));
      case 'B' -> bound.put(text(content, 0), prepared.getOrDefault(text(content, 1), "?"));
      case 'E' -> statements.add(bound.getOrDefault(text(content, 0), "?"));
      default -> {
        // not needed
      }
    }
  }

  /** The text at an index in a sequence of zero-terminated texts. */
  private static String text(byte[] content, int index) {
    int start = 0;
    for (int skipped = 0; skipped < index; start++) {
      if (content[start] == 0) {
        skipped++;
      }
    }
    int end = start;
    while (content[end] != 0) {
      end++;
    }
    return new String(content, start, end - start, StandardCharsets.UTF_8);
  }

  private void setFrozen(boolean frozen) {
    synchronized (passage) {
      isFrozen = frozen;
      passage.notifyAll();
    }
  }

  private void waitToPass() throws IOException {
    synchronized (passage) {
      try {
        while (isFrozen) {
          passage.wait();
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the other end is gone; the driver of the service notices by itself
              }
            },
            "database-wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
