package dev.gatehouse.pages;

import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/**
 * The pages to reset a password, to verify an address and to accept an invitation. The token is in
 * the URL's fragment, which browsers do not send; the script posts it as JSON.
 */
@Path("/account")
@Section(name = "Pages", about = "The pages that links in mails lead to.")
public final class AccountPagesResource {
  private static final String HTML = "text/html";
  private static final String CSS = "text/css";
  private static final String JAVASCRIPT = "text/javascript";

  /** Allows only the two files beside the pages, and the API of the same origin. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final String AN_HOUR = "public, max-age=3600";

  private final byte[] resetPassword;
  private final byte[] verifyEmail;
  private final byte[] acceptInvitation;
  private final byte[] style = PageFile.read("account.css").bytes();
  private final byte[] script = PageFile.read("account.js").bytes();

  AccountPagesResource(String appName, String publicUrl) {
    // a proxy may serve this under a path prefix
    Map<String, String> values = Map.of("app", appName, "path", URI.create(publicUrl).getRawPath());
    this.resetPassword = PageFile.read("reset-password.html").fill(values).bytes();
    this.verifyEmail = PageFile.read("verify-email.html").fill(values).bytes();
    this.acceptInvitation = PageFile.read("accept-invitation.html").fill(values).bytes();
  }

  @GET
  @Path("reset-password")
  @Produces(HTML)
  @Endpoint(id = "getResetPasswordPage", summary = "Get the page to reset a password")
  public Response resetPassword() {
    return page(resetPassword);
  }

  @GET
  @Path("verify-email")
  @Produces(HTML)
  @Endpoint(id = "getVerifyEmailPage", summary = "Get the page to verify an address")
  public Response verifyEmail() {
    return page(verifyEmail);
  }

  @GET
  @Path("accept-invitation")
  @Produces(HTML)
  @Endpoint(id = "getAcceptInvitationPage", summary = "Get the page to accept an invitation")
  public Response acceptInvitation() {
    return page(acceptInvitation);
  }

  @GET
  @Path("account.css")
  @Produces(CSS)
  @Endpoint(id = "getAccountStyle", summary = "Get the style of the account pages")
  public Response style() {
    return file(style, CSS);
  }

  @GET
  @Path("account.js")
  @Produces(JAVASCRIPT)
  @Endpoint(id = "getAccountScript", summary = "Get the script of the account pages")
  public Response script() {
    return file(script, JAVASCRIPT);
  }

  private static Response page(byte[] page) {
    return utf8(page, HTML).header("Content-Security-Policy", POLICY).build();
  }

  private static Response file(byte[] file, String type) {
    return utf8(file, type).header(HttpHeaders.CACHE_CONTROL, AN_HOUR).build();
  }

  private static Response.ResponseBuilder utf8(byte[] body, String type) {
    // set here, because the response to HEAD has no entity writer
    return Response.ok(body, type + ";charset=utf-8")
        .header(HttpHeaders.CONTENT_LENGTH, body.length);
  }
}
