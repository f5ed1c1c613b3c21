package dev.gatehouse.platform.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection for raw bytes. */
public final class Wire implements AutoCloseable {
  private final Socket socket;

  public Wire(int port) throws IOException {
    this(port, new Socket());
  }

  private Wire(int port, Socket socket) throws IOException {
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
  }

  /** A connection with a small receive buffer. */
  static Wire narrow(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    return new Wire(port, socket);
  }

  /** A connection from another address of this machine, such as 127.0.0.2. */
  public static Wire from(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    return new Wire(port, socket);
  }

  /** Sends one request on a new connection. */
  static Answer ask(int port, String head, String... headers) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.send(request(head, headers)).answer();
    }
  }

  public static String request(String head, String... headers) {
    StringBuilder request = new StringBuilder(head).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  public Wire send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Shuts the output; the input stays open. */
  public Wire endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads exactly that many bytes. */
  Wire take(int count) throws IOException {
    socket.getInputStream().readNBytes(count);
    return this;
  }

  /** Closes with a TCP reset, like a process that was killed or left bytes unread. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Reads until the server closes. */
  public String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Whether nothing has arrived yet. */
  public boolean isSilent() throws IOException {
    return socket.getInputStream().available() == 0;
  }

  public Answer answer() throws IOException {
    return answer(true);
  }

  /** Reads the next response; one to HEAD has no body, whatever its head says. */
  public Answer answer(boolean body) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
      }
      head.write(next);
    }
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    Answer answer =
        new Answer(
            Integer.parseInt(lines.get(0).substring(9, 12)),
            lines.stream().skip(1).filter(line -> !line.isEmpty()).toList(),
            "");
    if (!body || answer.status() == 204 || answer.status() == 304) {
      return answer;
    }
    String length = answer.header("Content-Length");
    byte[] content = length.isEmpty() ? chunks(in) : in.readNBytes(Integer.parseInt(length));
    return new Answer(
        answer.status(), answer.headers(), new String(content, StandardCharsets.ISO_8859_1));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      StringBuilder size = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        size.append((char) c);
      }
      int length = Integer.parseInt(size.toString().strip(), 16);
      content.write(in.readNBytes(length));
      in.readNBytes(2);
      if (length == 0) {
        return content.toByteArray();
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A response, with one character per byte of content. */
  public record Answer(int status, List<String> headers, String content) {
    byte[] bytes() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String body() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Status and code in one, such as {@code 404 not_found}. */
    public String problem() {
      return status + " " + body().replaceAll(".*\"code\":\"([a-z_]+)\".*", "$1");
    }

    /** The header's value, its lines joined to a list; empty if absent. */
    public String header(String name) {
      return String.join(", ", all(name));
    }

    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      for (String header : headers) {
        int colon = header.indexOf(':');
        if (header
            .substring(0, colon)
            .toLowerCase(Locale.ROOT)
            .equals(name.toLowerCase(Locale.ROOT))) {
          values.add(header.substring(colon + 1).strip());
        }
      }
      return values;
    }
  }
}
