package dev.gatehouse.mail;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/** Encrypts the queued mails anew. */
final class ReencryptedMails implements RekeyStep.ById {
  private static final int BATCH = 200;

  private final MailDao dao;
  private final MailEncryption encryption;

  ReencryptedMails(MailDao dao, MailEncryption encryption) {
    this.dao = dao;
    this.encryption = encryption;
  }

  @Override
  public String name() {
    return "mails";
  }

  @Override
  public String outcome() {
    return "queued mails encrypted anew";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(MailKeyUse.values());
  }

  @Override
  public long newestId() {
    return dao.newest();
  }

  @Override
  public Part next(RowsById rows, Rekeying rekeying) {
    List<QueuedMail> mails = dao.lockSome(rows.after(), rows.newest(), BATCH);
    long renewed = 0;
    for (QueuedMail mail : mails) {
      renewed +=
          encryption.renew(mail).map(content -> dao.replace(mail.jobId(), content)).orElse(0);
    }
    return rows.done(mails.stream().map(QueuedMail::jobId).toList(), BATCH, renewed);
  }
}
