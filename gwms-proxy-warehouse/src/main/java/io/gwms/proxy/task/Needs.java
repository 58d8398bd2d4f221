package io.gwms.proxy.task;

import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.Routes;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SKUs of a proxy warehouse that a task waits to be mapped, as its checkpoint keeps them once its order was sent.
 *
 * @param proxySkus their names over there
 */
record Needs(List<String> proxySkus) {
    private static final String BEGIN = "needs=";

    Needs {
        proxySkus = List.copyOf(proxySkus);
    }

    /** Whether a checkpoint holds some. */
    static boolean areIn(String checkpoint) {
        return checkpoint.startsWith(BEGIN);
    }

    /** What a checkpoint holds. */
    static Needs of(String checkpoint) {
        return new Needs(
                areIn(checkpoint) && checkpoint.length() > BEGIN.length()
                        ? Arrays.stream(checkpoint.substring(BEGIN.length()).split(","))
                                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                                .toList()
                        : List.of());
    }

    /** What to commit; empty when nothing is needed. */
    String text() {
        return proxySkus.isEmpty()
                ? ""
                : proxySkus.stream()
                        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(",", BEGIN, ""));
    }

    boolean areMet(ProxyRoute route, Routes routes) {
        return proxySkus.stream().allMatch(name -> routes.localSku(route, name).isPresent());
    }
}
