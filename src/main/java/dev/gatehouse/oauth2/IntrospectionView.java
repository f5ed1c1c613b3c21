package dev.gatehouse.oauth2;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token is worth now (RFC 7662 section 2.2).
 *
 * @param scope what of its scope the owner holds now; absent if it is not limited
 * @param exp in seconds since 1970
 * @param iat in seconds since 1970
 * @param sid the session
 * @param roles of the owner now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntrospectionView(
    boolean active,
    @About("The permissions of its scope that the owner holds now; absent if it is not limited.")
        @Example("me:read")
        @Nullable String scope,
    @Example("web") @Nullable String clientId,
    @About("Bearer for an access token, else refresh_token.") @Example("Bearer")
        @Nullable String tokenType,
    @Example("1769850000") @Nullable Long exp,
    @Example("1769848200") @Nullable Long iat,
    @Example("12") @Nullable String sub,
    @Example("gatehouse") @Nullable String aud,
    @Example("https://api.example.com") @Nullable String iss,
    @Example("0190e5f2-0000-4000-8000-000000000001") @Nullable String jti,
    @Example("0190e5f2-0000-4000-8000-000000000002") @Nullable String sid,
    @About("The roles that the owner has now.") @Example("[\"editor\"]")
        @Nullable List<String> roles) {
  /** Says nothing of why. */
  static final IntrospectionView INACTIVE =
      new IntrospectionView(
          false, null, null, null, null, null, null, null, null, null, null, null);
}
