package dev.gatehouse.nodes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's shared copies up to date, and tells the other nodes which versions it knows.
 * Thread-safe.
 */
public final class Nodes implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  /** From one beat to the next. */
  static final Duration BEAT = Duration.ofSeconds(2);

  /** Whoever is silent for longer is taken for dead. */
  public static final Duration SILENCE = Duration.ofSeconds(15);

  private final NodeDao dao;
  private final UUID id = UUID.randomUUID();
  private final List<SharedCopy> copies = new CopyOnWriteArrayList<>();

  Nodes(NodeDao dao) {
    this.dao = dao;
  }

  /** Adds a copy, which each beat refreshes from then on. */
  public void keep(SharedCopy copy) {
    copies.add(copy);
  }

  /**
   * Whether every live node knows that version of a copy. A node that was silent for a while counts
   * as dead: if it comes back, it refreshes its copies with its next beat.
   */
  public boolean allKnow(String copy, long version) {
    return countBehind(copy, version) == 0;
  }

  /** How many live nodes do not know that version of a copy. */
  public int countBehind(String copy, long version) {
    return dao.countBehind(copy, version, SILENCE.toSeconds());
  }

  void beat() {
    ObjectNode knows = JsonNodeFactory.instance.objectNode();
    copies.forEach(copy -> knows.put(copy.name(), copy.refresh()));
    dao.beat(id, knows.toString());
  }

  void sweep() {
    dao.deleteLost();
  }

  @Override
  public void stop() {
    try {
      dao.delete(id);
    } catch (RuntimeException e) {
      // without a database the silence tells the others
      LOG.debug("the row of this node stays", e);
    }
  }
}
