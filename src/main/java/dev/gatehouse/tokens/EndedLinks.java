package dev.gatehouse.tokens;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/**
 * Ends the tokens of links in mails. They depend on no key, but queued mails have them, encrypted
 * under one that others may know.
 */
final class EndedLinks implements RekeyStep.ById {
  private static final int BATCH = 1000;

  private final OneTimeTokenDao dao;

  EndedLinks(OneTimeTokenDao dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "one_time_tokens";
  }

  @Override
  public String outcome() {
    return "links in mails ended";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of();
  }

  @Override
  public long newestId() {
    return dao.newest();
  }

  @Override
  public Part next(RowsById rows, Rekeying rekeying) {
    List<Long> ids = dao.listIds(rows.after(), rows.newest(), BATCH);
    return rows.done(ids, BATCH, dao.deleteSome(ids));
  }
}
