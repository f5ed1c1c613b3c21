package dev.gatehouse.idempotency;

import dev.gatehouse.platform.rest.ResourceInterceptor;
import jakarta.ws.rs.POST;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Wraps every POST; without a key it does nothing. A method that takes an upload must call {@link
 * Idempotency} itself once it has read the upload.
 */
final class IdempotencyInterceptor implements ResourceInterceptor {
  private final Idempotency idempotency;

  IdempotencyInterceptor(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  @Override
  public Optional<Around> around(Method method) {
    boolean takesUpload = Arrays.asList(method.getParameterTypes()).contains(InputStream.class);
    if (!method.isAnnotationPresent(POST.class) || takesUpload) {
      return Optional.empty();
    }
    boolean idles = method.isAnnotationPresent(Idles.class);
    return Optional.of(
        (context, next) -> {
          IdempotentRequest request = IdempotentRequest.of(context);
          if (request.key() == null) {
            return next.call();
          }
          MessageDigest digest = Idempotency.newBodyDigest();
          context.body().forEach(digest::update);
          return idempotency.once(request, digest.digest(), idles, next);
        });
  }
}
