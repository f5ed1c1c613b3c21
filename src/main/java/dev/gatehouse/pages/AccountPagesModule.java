package dev.gatehouse.pages;

import dev.gatehouse.platform.Feature;
import java.util.List;

/** Wires the pages that links in mails lead to. */
public final class AccountPagesModule implements Feature {
  private final AccountPagesResource account;

  /**
   * The pages of a service.
   *
   * @param appName what they call it
   * @param publicUrl where browsers find them
   */
  public AccountPagesModule(String appName, String publicUrl) {
    this.account = new AccountPagesResource(appName, publicUrl);
  }

  @Override
  public List<Object> resources() {
    return List.of(account);
  }
}
