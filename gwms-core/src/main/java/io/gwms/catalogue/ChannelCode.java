package io.gwms.catalogue;

import io.gwms.internal.Require;

/** The code of a shipping channel, as the host's catalogue spells it. */
public record ChannelCode(String value) {
    public ChannelCode {
        Require.text(value, "ChannelCode");
    }

    @Override
    public String toString() {
        return value;
    }
}
