package io.gwms.proxy;

import io.gwms.internal.Require;

/** Names a kind of proxy-warehouse system, for example {@code 4PX}. Open: a connector brings its own. */
public record ProxySystem(String value) {
    public ProxySystem {
        Require.text(value, "ProxySystem");
    }

    @Override
    public String toString() {
        return value;
    }
}
