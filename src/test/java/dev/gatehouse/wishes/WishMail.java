package dev.gatehouse.wishes;

import dev.gatehouse.platform.MailType;

public enum WishMail implements MailType {
  BACK_IN_STOCK
}
