package dev.gatehouse.tokens;

import dev.gatehouse.platform.openapi.Example;
import java.util.List;

/** A JSON Web Key Set (RFC 7517): the public keys; empty if HS256 alone has ever signed. */
record KeySet(
    @Example(
            "[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\",\"use\":\"sig\",\"alg\":\"ES256\","
                + "\"kid\":\"oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U\"}]")
        List<Object> keys) {}
